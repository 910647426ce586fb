"""Decisions, the contact log, private notes and files."""

from typing import Any
from urllib.parse import quote
from uuid import UUID

from flask import Response
from werkzeug.http import dump_options_header

from services.congregations.actions import contacts, decisions, files
from services.congregations.actions.decisions import Deciding
from services.congregations.api.answers import answer, nothing, raw_body
from services.congregations.queries import records as queries
from services.congregations.schemas.fields import Paging
from services.congregations.schemas.journeys import DecisionLetter, DecisionOut, FileOut
from services.congregations.schemas.records import (
    ContactList,
    ContactOut,
    FileQuery,
    NewContact,
    NewNote,
    NoteList,
    NoteOut,
)
from services.congregations.schemas.walking import NewAnswer, NewDecision, told_by
from shared.web import edge
from shared.web.app import blueprint

blp = blueprint("records", "Decisions, contacts, notes, files")


@blp.post("/congregations/<uuid:congregation_id>/decisions")
@blp.arguments(NewDecision)
@blp.response(201, DecisionOut)
def record_decision(values: dict[str, Any], congregation_id: UUID) -> Response:
    """Write down what the congregation decided; a coach says who told him."""
    deciding = Deciding(**told_by(values.pop("as_reported")), **values)
    with edge.writing() as db:
        made = decisions.record_decision(db, edge.actor(), congregation_id, deciding, at=edge.now())
        return answer(DecisionOut(), made, 201)


@blp.post("/decisions/<uuid:decision_id>/answers")
@blp.arguments(NewAnswer)
@blp.response(200, DecisionOut)
def answer_decision(values: dict[str, Any], decision_id: UUID) -> Response:
    """Confirm or contest, as a leader, what a coach wrote down."""
    with edge.writing() as db:
        answered = decisions.answer_decision(db, edge.actor(), decision_id, **values, at=edge.now())
        return answer(DecisionOut(), answered)


@blp.get("/letters/decision/<uuid:decision_id>")
@blp.response(200, DecisionLetter)
def letter(decision_id: UUID) -> Response:
    """Read what a letter about a reported decision says."""
    with edge.reading() as db:
        return answer(DecisionLetter(), queries.decision_letter(db, edge.actor(), decision_id))


@blp.get("/congregations/<uuid:congregation_id>/contacts")
@blp.arguments(Paging, location="query")
@blp.response(200, ContactList)
def contact_log(paging: dict[str, Any], congregation_id: UUID) -> Response:
    """Read the contact log, the latest first."""
    with edge.reading() as db:
        items, following = queries.contacts(db, edge.actor(), congregation_id, **paging)
        return answer(ContactList(), {"items": items, "next": following})


@blp.post("/congregations/<uuid:congregation_id>/contacts")
@blp.arguments(NewContact)
@blp.response(201, ContactOut)
def log_contact(values: dict[str, Any], congregation_id: UUID) -> Response:
    """Write one line into the contact log."""
    with edge.writing() as db:
        made = contacts.log_contact(db, edge.actor(), congregation_id, **values, at=edge.now())
        return answer(ContactOut(), made, 201)


@blp.delete("/contacts/<uuid:contact_id>")
@blp.response(204)
def erase_contact(contact_id: UUID) -> Response:
    """Take back a line that one wrote oneself."""
    with edge.writing() as db:
        contacts.erase_contact(db, edge.actor(), contact_id)
        return nothing()


@blp.get("/congregations/<uuid:congregation_id>/notes")
@blp.response(200, NoteList)
def own_notes(congregation_id: UUID) -> Response:
    """Read one's own notes about a congregation."""
    with edge.reading() as db:
        found = queries.notes(db, edge.actor(), congregation_id)
        return answer(NoteList(), {"items": found})


@blp.post("/congregations/<uuid:congregation_id>/notes")
@blp.arguments(NewNote)
@blp.response(201, NoteOut)
def write_note(values: dict[str, Any], congregation_id: UUID) -> Response:
    """Keep a note that nobody else reads."""
    with edge.writing() as db:
        made = contacts.write_note(db, edge.actor(), congregation_id, **values, at=edge.now())
        return answer(NoteOut(), made, 201)


@blp.delete("/notes/<uuid:note_id>")
@blp.response(204)
def erase_note(note_id: UUID) -> Response:
    """Throw away one of one's own notes."""
    with edge.writing() as db:
        contacts.erase_note(db, edge.actor(), note_id)
        return nothing()


@blp.post("/congregations/<uuid:congregation_id>/files")
@blp.arguments(FileQuery, location="query")
@blp.response(201, FileOut)
def keep_file(query: dict[str, Any], congregation_id: UUID) -> Response:
    """Keep a file: its bytes are the body, its name is in the query."""
    content = raw_body(files.LARGEST)
    with edge.writing() as db:
        made = files.keep_file(
            db, edge.actor(), congregation_id, **query, content=content, at=edge.now()
        )
        return answer(FileOut(), made, 201)


@blp.get("/files/<uuid:file_id>")
def read_file(file_id: UUID) -> Response:
    """Read a file; browsers keep it beside the page, never show it as one of ours."""
    with edge.reading() as db:
        file = queries.file(db, edge.actor(), file_id)
        response = Response(file.content, content_type=file.media_type)
        # the second name is for all browsers of this century, the first for the others
        names = {
            "filename": file.name.encode("ascii", "replace").decode(),
            "filename*": f"UTF-8''{quote(file.name, safe='')}",
        }
        response.headers["Content-Disposition"] = dump_options_header("attachment", names)
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


@blp.delete("/files/<uuid:file_id>")
@blp.response(204)
def erase_file(file_id: UUID) -> Response:
    """Throw a file away."""
    with edge.writing() as db:
        files.erase_file(db, edge.actor(), file_id)
        return nothing()
