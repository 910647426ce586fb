"""Shortlists over HTTP, and all of a congregation's partnering at once."""

from typing import Any
from uuid import UUID

from services.partners.actions import shortlists
from services.partners.actions.shortlists import Choice
from services.partners.api.routes import blueprint
from services.partners.queries import choices, partnering
from services.partners.queries import shortlists as reads
from services.partners.schemas.agreements import PartneringOut
from services.partners.schemas.shortlists import (
    ChoicesOut,
    ChoicesWanted,
    Judgements,
    NewCandidate,
    NewOutcome,
    NewShortlist,
    ShortlistChange,
    ShortlistOut,
)
from services.partners.schemas.words import told_by
from shared.web import edge

blp = blueprint("shortlists", "What a congregation compares before it chooses.")


@blp.get("/partnering/<uuid:congregation_id>")
@blp.response(200)
def read_partnering(congregation_id: UUID) -> Any:
    """Read shortlists, visits, agreements and matches of a congregation."""
    with edge.reading() as db:
        return PartneringOut().dump(partnering.overview(db, edge.actor(), congregation_id))


@blp.post("/shortlists")
@blp.arguments(NewShortlist)
@blp.response(201)
def begin_shortlist(content: dict[str, Any]) -> Any:
    """Begin a shortlist."""
    congregation_id = content.pop("congregation_id")
    with edge.writing() as db:
        made = shortlists.begin(db, edge.actor(), congregation_id, content, at=edge.now())
        return _as_seen(db, made.id)


@blp.get("/shortlists/<uuid:shortlist_id>")
@blp.response(200)
def read_shortlist(shortlist_id: UUID) -> Any:
    """Read one shortlist."""
    with edge.reading() as db:
        return ShortlistOut().dump(reads.one(db, edge.actor(), shortlist_id))


@blp.patch("/shortlists/<uuid:shortlist_id>")
@blp.arguments(ShortlistChange)
@blp.response(200)
def change_shortlist(content: dict[str, Any], shortlist_id: UUID) -> Any:
    """Change title or criteria."""
    with edge.writing() as db:
        shortlists.change(db, edge.actor(), shortlist_id, content)
        return _as_seen(db, shortlist_id)


@blp.get("/choices")
@blp.arguments(ChoicesWanted, location="query")
@blp.response(200, ChoicesOut)
def find_choices(query: dict[str, Any]) -> Any:
    """Find agencies and offerings by words of their names, to put on a shortlist."""
    with edge.reading() as db:
        return ChoicesOut().dump(choices.found_by(db, edge.actor(), query["words"]))


@blp.post("/shortlists/<uuid:shortlist_id>/candidates")
@blp.arguments(NewCandidate)
@blp.response(201)
def add_candidate(content: dict[str, Any], shortlist_id: UUID) -> Any:
    """Put one more beside the others."""
    with edge.writing() as db:
        shortlists.add(db, edge.actor(), shortlist_id, content)
        return _as_seen(db, shortlist_id)


@blp.delete("/candidates/<uuid:candidate_id>")
@blp.response(200)
def drop_candidate(candidate_id: UUID) -> Any:
    """Take one off the list."""
    with edge.writing() as db:
        return _as_seen(db, shortlists.drop(db, edge.actor(), candidate_id).id)


@blp.post("/candidates/<uuid:candidate_id>/judgements")
@blp.arguments(Judgements)
@blp.response(201)
def judge_candidate(content: dict[str, Any], candidate_id: UUID) -> Any:
    """Write down how it stands beside the criteria."""
    given = content["judgements"]
    with edge.writing() as db:
        done = shortlists.judge(db, edge.actor(), candidate_id, given, at=edge.now())
        return _as_seen(db, done.id)


@blp.post("/candidates/<uuid:candidate_id>/outcome")
@blp.arguments(NewOutcome)
@blp.response(201)
def decide_candidate(content: dict[str, Any], candidate_id: UUID) -> Any:
    """Keep what was decided of it, and why."""
    choice = Choice(**told_by(content.pop("as_reported")), **content)
    with edge.writing() as db:
        done = shortlists.decide(db, edge.actor(), candidate_id, choice, at=edge.now())
        return _as_seen(db, done.id)


def _as_seen(db: Any, shortlist_id: UUID) -> Any:
    db.flush()
    db.expire_all()
    return ShortlistOut().dump(reads.one(db, edge.actor(), shortlist_id))
