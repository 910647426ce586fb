"""Links for raters, and what raters answer with them or on paper.

What a rater answers with a link is written without the line that every other write leaves in the
log of who did what: nobody is known to have done it, and its moment could lead to somebody.
"""

from typing import Any
from uuid import UUID

from flask import Response

from services.congregations.actions import discovery as actions
from services.congregations.api.answers import answer, nothing
from services.congregations.api.discovery.blueprint import blp
from services.congregations.queries import discovery as queries
from services.congregations.schemas.discovery import (
    LinkIn,
    LinkList,
    LinkWish,
    PaperForm,
    RaterAnswers,
    RaterQuestions,
)
from shared.web import edge


@blp.post("/rounds/<uuid:round_id>/links")
@blp.arguments(LinkWish)
@blp.response(201, LinkList)
def make_links(values: dict[str, Any], round_id: UUID) -> Response:
    """Make one-time links for a role; they are told this once and kept nowhere."""
    with edge.writing() as db:
        made = actions.make_links(db, edge.actor(), round_id, **values)
        return answer(LinkList(), {"role": values["role"], "items": made}, 201)


@blp.post("/rounds/<uuid:round_id>/forms")
@blp.arguments(PaperForm)
@blp.response(204)
def enter_form(values: dict[str, Any], round_id: UUID) -> Response:
    """Type in a form from paper; nothing of it is ever shown again."""
    with edge.writing() as db:
        actions.enter_form(db, edge.actor(), round_id, **values)
        return nothing()


@blp.post("/rating/questions")
@blp.arguments(LinkIn)
@blp.response(200, RaterQuestions)
def questions(values: dict[str, Any]) -> Response:
    """Read, with a link or code, what is asked; it stays unused."""
    with edge.reading() as db:
        return answer(RaterQuestions(), queries.asked(db, **values))


@blp.post("/rating/answers")
@blp.arguments(RaterAnswers)
@blp.response(204)
def answer_once(values: dict[str, Any]) -> Response:
    """Answer with a link or code, once."""
    with edge.tools().db.write() as db:
        actions.answer_once(db, **values)
        return nothing()
