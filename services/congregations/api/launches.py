"""Preparing a launch, over HTTP."""

from typing import Any
from uuid import UUID

from flask import Response

from services.congregations.actions import launches as actions
from services.congregations.actions.decisions import Deciding
from services.congregations.api.answers import answer, nothing
from services.congregations.queries import launches as queries
from services.congregations.schemas.launches import (
    CardsCounted,
    JoinOptionChange,
    JoinOptionOut,
    LaunchGo,
    LaunchOverviewOut,
    LaunchPlanIn,
    LaunchPlanOut,
    NewJoinOption,
    Postponement,
    Wrapping,
)
from services.congregations.schemas.walking import told_by
from shared.web import edge
from shared.web.app import blueprint

blp = blueprint("launches", "Preparing a launch")


@blp.get("/congregations/<uuid:congregation_id>/launch")
@blp.response(200, LaunchOverviewOut)
def overview(congregation_id: UUID) -> Response:
    """Read the plan of the launch, on what it rests, and how many join."""
    with edge.reading() as db:
        seen = queries.overview(db, edge.actor(), congregation_id, at=edge.now())
        return answer(LaunchOverviewOut(), seen)


@blp.put("/journeys/<uuid:journey_id>/launch-plan")
@blp.arguments(LaunchPlanIn)
@blp.response(200, LaunchPlanOut)
def save_plan(values: dict[str, Any], journey_id: UUID) -> Response:
    """Plan the launch, or put its plan otherwise."""
    version = values.pop("version")
    with edge.writing() as db:
        plan = actions.save_plan(
            db, edge.actor(), journey_id, values, version=version, at=edge.now()
        )
        return answer(LaunchPlanOut(), plan)


@blp.post("/launch-plans/<uuid:plan_id>/go")
@blp.arguments(LaunchGo)
@blp.response(200, LaunchPlanOut)
def decide_go(values: dict[str, Any], plan_id: UUID) -> Response:
    """Write down that the body said go; a coach says who told him."""
    told = told_by(values.pop("as_reported"))
    deciding = Deciding(about="launch", about_id=plan_id, **told, **values)
    with edge.writing() as db:
        plan = actions.decide_go(db, edge.actor(), plan_id, deciding, at=edge.now())
        return answer(LaunchPlanOut(), plan)


@blp.post("/launch-plans/<uuid:plan_id>/postponement")
@blp.arguments(Postponement)
@blp.response(200, LaunchPlanOut)
def postpone(values: dict[str, Any], plan_id: UUID) -> Response:
    """Put the launch off."""
    with edge.writing() as db:
        return answer(LaunchPlanOut(), actions.postpone(db, edge.actor(), plan_id, **values))


@blp.post("/launch-plans/<uuid:plan_id>/wrapping")
@blp.arguments(Wrapping)
@blp.response(200, LaunchPlanOut)
def wrap(values: dict[str, Any], plan_id: UUID) -> Response:
    """Finish what came after the launch."""
    with edge.writing() as db:
        plan = actions.wrap(db, edge.actor(), plan_id, **values, at=edge.now())
        return answer(LaunchPlanOut(), plan)


@blp.post("/launch-plans/<uuid:plan_id>/options")
@blp.arguments(NewJoinOption)
@blp.response(201, JoinOptionOut)
def add_option(values: dict[str, Any], plan_id: UUID) -> Response:
    """Offer a way to join."""
    with edge.writing() as db:
        return answer(JoinOptionOut(), actions.add_option(db, edge.actor(), plan_id, values), 201)


@blp.route("/join-options/<uuid:option_id>", methods=["PATCH"])
@blp.arguments(JoinOptionChange)
@blp.response(200, JoinOptionOut)
def revise_option(values: dict[str, Any], option_id: UUID) -> Response:
    """Put a way to join otherwise."""
    with edge.writing() as db:
        option = actions.revise_option(db, edge.actor(), option_id, values)
        return answer(JoinOptionOut(), option)


@blp.route("/join-options/<uuid:option_id>", methods=["DELETE"])
@blp.response(204)
def drop_option(option_id: UUID) -> Response:
    """No longer offer a way to join."""
    with edge.writing() as db:
        actions.drop_option(db, edge.actor(), option_id, at=edge.now())
        return nothing()


@blp.post("/join-options/<uuid:option_id>/tallies")
@blp.arguments(CardsCounted)
@blp.response(200, JoinOptionOut)
def count_cards(values: dict[str, Any], option_id: UUID) -> Response:
    """Add cards that were counted to an option's tally."""
    with edge.writing() as db:
        option = actions.count_cards(db, edge.actor(), option_id, **values, at=edge.now())
        return answer(JoinOptionOut(), option)
