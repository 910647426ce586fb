"""Evaluations and the APK, over HTTP."""

from typing import Any
from uuid import UUID

from flask import Response

from services.congregations.actions import decisions
from services.congregations.actions.evaluations import apk, looking_back
from services.congregations.actions.evaluations.adjusting import Wanted
from services.congregations.api.answers import answer
from services.congregations.queries import evaluations as queries
from services.congregations.schemas.evaluations import (
    ApkIn,
    ApkOut,
    ApkRevision,
    Deciding,
    JudgedOut,
    LookingBackOut,
    NewEvaluation,
    Recommending,
    Stamping,
    VerdictIn,
)
from services.congregations.schemas.walking import told_by
from shared.web import edge
from shared.web.app import blueprint

blp = blueprint("evaluations", "Evaluations and the APK")


@blp.get("/congregations/<uuid:congregation_id>/evaluation")
@blp.response(200, LookingBackOut)
def overview(congregation_id: UUID) -> Response:
    """Read the evaluations of a congregation's newest journey, and its stamps."""
    with edge.reading() as db:
        found = queries.looking_back(db, edge.actor(), congregation_id, at=edge.now())
        return answer(LookingBackOut(), found)


@blp.post("/congregations/<uuid:congregation_id>/evaluations")
@blp.arguments(NewEvaluation)
@blp.response(201, JudgedOut)
def plan(values: dict[str, Any], congregation_id: UUID) -> Response:
    """Begin an evaluation that the calendar does not know."""
    with edge.writing() as db:
        made = looking_back.plan_evaluation(
            db, edge.actor(), congregation_id, **values, at=edge.now()
        )
        return answer(JudgedOut(), made, 201)


@blp.post("/evaluations/<uuid:evaluation_id>/round")
@blp.response(200, JudgedOut)
def open_round(evaluation_id: UUID) -> Response:
    """Ask the congregation again, with the questions of the beginning."""
    with edge.writing() as db:
        found = looking_back.open_round(db, edge.actor(), evaluation_id, at=edge.now())
        return answer(JudgedOut(), found)


@blp.put("/evaluations/<uuid:evaluation_id>/verdicts/<uuid:goal_id>")
@blp.arguments(VerdictIn)
@blp.response(200, JudgedOut)
def judge(values: dict[str, Any], evaluation_id: UUID, goal_id: UUID) -> Response:
    """Say what became of a goal, and what was learned."""
    with edge.writing() as db:
        found = looking_back.judge(
            db, edge.actor(), evaluation_id, goal_id, **values, at=edge.now()
        )
        return answer(JudgedOut(), found)


@blp.put("/evaluations/<uuid:evaluation_id>/recommendations")
@blp.arguments(Recommending)
@blp.response(200, JudgedOut)
def recommend(values: dict[str, Any], evaluation_id: UUID) -> Response:
    """Write down what those who looked back recommend."""
    with edge.writing() as db:
        found = looking_back.recommend(
            db, edge.actor(), evaluation_id, values["text"], at=edge.now()
        )
        return answer(JudgedOut(), found)


@blp.post("/evaluations/<uuid:evaluation_id>/discussion")
@blp.response(200, JudgedOut)
def discuss(evaluation_id: UUID) -> Response:
    """Note that the leaders talked it over."""
    with edge.writing() as db:
        found = looking_back.discuss(db, edge.actor(), evaluation_id, at=edge.now())
        return answer(JudgedOut(), found)


@blp.post("/evaluations/<uuid:evaluation_id>/decision")
@blp.arguments(Deciding)
@blp.response(201, JudgedOut)
def decide(values: dict[str, Any], evaluation_id: UUID) -> Response:
    """Write down what the body decided; adjustments follow from it."""
    deciding, wanted = _told("evaluation", evaluation_id, values)
    with edge.writing() as db:
        found = looking_back.decide(
            db, edge.actor(), evaluation_id, wanted, deciding=deciding, at=edge.now()
        )
        return answer(JudgedOut(), found, 201)


@blp.post("/congregations/<uuid:congregation_id>/apks")
@blp.arguments(ApkIn)
@blp.response(201, ApkOut)
def hold_apk(values: dict[str, Any], congregation_id: UUID) -> Response:
    """Write down a check-up that was held."""
    with edge.writing() as db:
        made = apk.hold_apk(db, edge.actor(), congregation_id, values, at=edge.now())
        return answer(ApkOut(), made, 201)


@blp.patch("/apks/<uuid:apk_id>")
@blp.arguments(ApkRevision)
@blp.response(200, ApkOut)
def revise_apk(values: dict[str, Any], apk_id: UUID) -> Response:
    """Put right what was written of a check-up."""
    with edge.writing() as db:
        return answer(ApkOut(), apk.revise_apk(db, edge.actor(), apk_id, values, at=edge.now()))


@blp.post("/apks/<uuid:apk_id>/stamp")
@blp.arguments(Stamping)
@blp.response(201, ApkOut)
def stamp_apk(values: dict[str, Any], apk_id: UUID) -> Response:
    """Give the body's stamp, valid for twelve months."""
    deciding, wanted = _told("apk", apk_id, values)
    with edge.writing() as db:
        stamped = apk.stamp_apk(
            db,
            edge.actor(),
            apk_id,
            values["stamp"],
            wanted,
            deciding=deciding,
            at=edge.now(),
        )
        return answer(ApkOut(), stamped, 201)


def _told(about: str, about_id: UUID, values: dict[str, Any]) -> tuple[decisions.Deciding, Wanted]:
    deciding = decisions.Deciding(
        about=about,
        about_id=about_id,
        body=values["body"],
        held_on=values["held_on"],
        text=values["text"],
        **told_by(values["as_reported"]),
    )
    return deciding, Wanted(new_version=values["new_version"], reopen=values["reopen"])
