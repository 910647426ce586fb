"""Strategies, gaps, goals and actions, over HTTP."""

from typing import Any
from uuid import UUID

from flask import Response

from services.congregations.actions import strategies as actions
from services.congregations.actions.strategies import Adopting
from services.congregations.api.answers import answer, nothing
from services.congregations.queries.strategies import views
from services.congregations.schemas.strategies.incoming import (
    ActionRevision,
    GapRevision,
    GoalRevision,
    NewAction,
    NewAdoption,
    NewGap,
    NewGoal,
    NewObjection,
    ObjectionAnswer,
    Progress,
    StrategyRevision,
    VersionMove,
)
from services.congregations.schemas.strategies.outgoing import (
    ActionOut,
    GapOut,
    GoalOut,
    ObjectionOut,
    StrategyOut,
    ViewOut,
)
from services.congregations.schemas.walking import told_by
from shared.web import edge
from shared.web.app import blueprint

blp = blueprint("strategies", "Strategies, gaps, goals and actions")


@blp.get("/congregations/<uuid:congregation_id>/strategy")
@blp.response(200, ViewOut)
def read_newest(congregation_id: UUID) -> Response:
    """Read the version in work, or else the one that holds, with everything around it."""
    with edge.reading() as db:
        return answer(ViewOut(), views.overview(db, edge.actor(), congregation_id, at=edge.now()))


@blp.get("/strategies/<uuid:strategy_id>")
@blp.response(200, ViewOut)
def read(strategy_id: UUID) -> Response:
    """Read one version, and what it has otherwise than the one before it."""
    with edge.reading() as db:
        return answer(ViewOut(), views.look(db, edge.actor(), strategy_id, at=edge.now()))


@blp.post("/journeys/<uuid:journey_id>/strategies")
@blp.response(201, StrategyOut)
def begin(journey_id: UUID) -> Response:
    """Begin the first version on a journey."""
    with edge.writing() as db:
        made = actions.begin(db, edge.actor(), journey_id, at=edge.now())
        return answer(StrategyOut(), made, 201)


@blp.post("/strategies/<uuid:strategy_id>/next")
@blp.response(201, StrategyOut)
def next_version(strategy_id: UUID) -> Response:
    """Begin a version that holds all that this one does."""
    with edge.writing() as db:
        made = actions.next_version(db, edge.actor(), strategy_id, at=edge.now())
        return answer(StrategyOut(), made, 201)


@blp.patch("/strategies/<uuid:strategy_id>")
@blp.arguments(StrategyRevision)
@blp.response(200, StrategyOut)
def revise(values: dict[str, Any], strategy_id: UUID) -> Response:
    """Write the foundation of a draft."""
    revision = values.pop("revision")
    with edge.writing() as db:
        made = actions.revise(
            db, edge.actor(), strategy_id, values, revision=revision, at=edge.now()
        )
        return answer(StrategyOut(), made)


@blp.post("/strategies/<uuid:strategy_id>/states")
@blp.arguments(VersionMove)
@blp.response(200, StrategyOut)
def move(values: dict[str, Any], strategy_id: UUID) -> Response:
    """Share a draft with the leaders, take it back, or withdraw it."""
    with edge.writing() as db:
        made = actions.move(db, edge.actor(), strategy_id, **values, at=edge.now())
        return answer(StrategyOut(), made)


@blp.post("/strategies/<uuid:strategy_id>/adoption")
@blp.arguments(NewAdoption)
@blp.response(201, StrategyOut)
def adopt(values: dict[str, Any], strategy_id: UUID) -> Response:
    """Write down that the congregation's body adopted a version; it holds from now on."""
    adopting = Adopting(**told_by(values.pop("as_reported")), **values)
    with edge.writing() as db:
        made = actions.adopt(db, edge.actor(), strategy_id, adopting, at=edge.now())
        return answer(StrategyOut(), made, 201)


@blp.post("/strategies/<uuid:strategy_id>/objections")
@blp.arguments(NewObjection)
@blp.response(201, ObjectionOut)
def object_to(values: dict[str, Any], strategy_id: UUID) -> Response:
    """Note what somebody holds against a shared version."""
    with edge.writing() as db:
        made = actions.object_to(db, edge.actor(), strategy_id, values["text"], at=edge.now())
        return answer(ObjectionOut(), made, 201)


@blp.post("/strategy-objections/<uuid:objection_id>/answer")
@blp.arguments(ObjectionAnswer)
@blp.response(200, ObjectionOut)
def answer_objection(values: dict[str, Any], objection_id: UUID) -> Response:
    """Write what is answered to an objection."""
    with edge.writing() as db:
        made = actions.answer_objection(
            db, edge.actor(), objection_id, values["answer"], at=edge.now()
        )
        return answer(ObjectionOut(), made)


@blp.post("/strategies/<uuid:strategy_id>/gaps")
@blp.arguments(NewGap)
@blp.response(201, GapOut)
def add_gap(values: dict[str, Any], strategy_id: UUID) -> Response:
    """Add a gap to a draft."""
    with edge.writing() as db:
        return answer(GapOut(), actions.add_gap(db, edge.actor(), strategy_id, values), 201)


@blp.patch("/gaps/<uuid:gap_id>")
@blp.arguments(GapRevision)
@blp.response(200, GapOut)
def revise_gap(values: dict[str, Any], gap_id: UUID) -> Response:
    """Put a gap otherwise, or say why the congregation lives with it."""
    revision = values.pop("revision")
    with edge.writing() as db:
        made = actions.revise_gap(db, edge.actor(), gap_id, values, revision=revision)
        return answer(GapOut(), made)


@blp.delete("/gaps/<uuid:gap_id>")
@blp.response(204)
def drop_gap(gap_id: UUID) -> Response:
    """Take a gap out of a draft."""
    with edge.writing() as db:
        actions.drop_gap(db, edge.actor(), gap_id)
    return nothing()


@blp.post("/strategies/<uuid:strategy_id>/goals")
@blp.arguments(NewGoal)
@blp.response(201, GoalOut)
def add_goal(values: dict[str, Any], strategy_id: UUID) -> Response:
    """Add a goal to a draft."""
    with edge.writing() as db:
        made = actions.add_goal(db, edge.actor(), strategy_id, values, at=edge.now())
        return answer(GoalOut(), made, 201)


@blp.patch("/goals/<uuid:goal_id>")
@blp.arguments(GoalRevision)
@blp.response(200, GoalOut)
def revise_goal(values: dict[str, Any], goal_id: UUID) -> Response:
    """Put a goal otherwise."""
    revision = values.pop("revision")
    with edge.writing() as db:
        made = actions.revise_goal(
            db, edge.actor(), goal_id, values, revision=revision, at=edge.now()
        )
        return answer(GoalOut(), made)


@blp.delete("/goals/<uuid:goal_id>")
@blp.response(204)
def drop_goal(goal_id: UUID) -> Response:
    """Take a goal without actions out of a draft."""
    with edge.writing() as db:
        actions.drop_goal(db, edge.actor(), goal_id)
    return nothing()


@blp.post("/goals/<uuid:goal_id>/actions")
@blp.arguments(NewAction)
@blp.response(201, ActionOut)
def add_action(values: dict[str, Any], goal_id: UUID) -> Response:
    """Add an action to a goal of a draft."""
    with edge.writing() as db:
        made = actions.add_action(db, edge.actor(), goal_id, values, at=edge.now())
        return answer(ActionOut(), made, 201)


@blp.patch("/actions/<uuid:action_id>")
@blp.arguments(ActionRevision)
@blp.response(200, ActionOut)
def revise_action(values: dict[str, Any], action_id: UUID) -> Response:
    """Put an action of a draft otherwise."""
    revision = values.pop("revision")
    with edge.writing() as db:
        made = actions.revise_action(
            db, edge.actor(), action_id, values, revision=revision, at=edge.now()
        )
        return answer(ActionOut(), made)


@blp.delete("/actions/<uuid:action_id>")
@blp.response(204)
def drop_action(action_id: UUID) -> Response:
    """Take an action out of a draft."""
    with edge.writing() as db:
        actions.drop_action(db, edge.actor(), action_id)
    return nothing()


@blp.post("/actions/<uuid:action_id>/states")
@blp.arguments(Progress)
@blp.response(200, ActionOut)
def report_progress(values: dict[str, Any], action_id: UUID) -> Response:
    """Write where an action of the adopted version has come to."""
    with edge.writing() as db:
        made = actions.report_progress(db, edge.actor(), action_id, **values, at=edge.now())
        return answer(ActionOut(), made)
