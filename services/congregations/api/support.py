"""Support in the congregation, over HTTP."""

from typing import Any
from uuid import UUID

from flask import Response

from services.congregations.actions import support as actions
from services.congregations.actions.decisions import Deciding
from services.congregations.actions.support.slips import digest
from services.congregations.api.answers import answer, nothing
from services.congregations.queries import support as queries
from services.congregations.schemas import support as shapes
from services.congregations.schemas.walking import told_by
from shared.web import edge
from shared.web.app import blueprint

blp = blueprint("support", "Support in the congregation")


@blp.get("/congregations/<uuid:congregation_id>/support")
@blp.response(200, shapes.SupportOut)
def overview(congregation_id: UUID) -> Response:
    """Read the plan to create support, the measures and what came out of them."""
    with edge.reading() as db:
        seen = queries.overview(db, edge.actor(), congregation_id)
        return answer(shapes.SupportOut(), seen)


@blp.post("/journeys/<uuid:journey_id>/support/groups")
@blp.arguments(shapes.NewSupportGroup)
@blp.response(201, shapes.SupportGroupOut)
def add_group(values: dict[str, Any], journey_id: UUID) -> Response:
    """Add a group that must be carried along."""
    with edge.writing() as db:
        made = actions.add_group(db, edge.actor(), journey_id, values)
        return answer(shapes.SupportGroupOut(), made, 201)


@blp.route("/support/groups/<uuid:group_id>", methods=["PATCH"])
@blp.arguments(shapes.SupportGroupRevision)
@blp.response(200, shapes.SupportGroupOut)
def revise_group(values: dict[str, Any], group_id: UUID) -> Response:
    """Put a group of the plan otherwise."""
    with edge.writing() as db:
        group = actions.revise_group(db, edge.actor(), group_id, values)
        return answer(shapes.SupportGroupOut(), group)


@blp.route("/support/groups/<uuid:group_id>", methods=["DELETE"])
@blp.response(204)
def drop_group(group_id: UUID) -> Response:
    """Take a group out of the plan."""
    with edge.writing() as db:
        actions.drop_group(db, edge.actor(), group_id, at=edge.now())
        return nothing()


@blp.post("/support/groups/<uuid:group_id>/steps")
@blp.arguments(shapes.NewSupportStep)
@blp.response(201, shapes.SupportStepOut)
def add_step(values: dict[str, Any], group_id: UUID) -> Response:
    """Plan what is done with a group."""
    with edge.writing() as db:
        made = actions.add_step(db, edge.actor(), group_id, values)
        return answer(shapes.SupportStepOut(), made, 201)


@blp.route("/support/steps/<uuid:step_id>", methods=["PATCH"])
@blp.arguments(shapes.SupportStepChange)
@blp.response(200, shapes.SupportStepOut)
def revise_step(values: dict[str, Any], step_id: UUID) -> Response:
    """Put a step otherwise, or note that it was done."""
    with edge.writing() as db:
        step = actions.revise_step(db, edge.actor(), step_id, values, at=edge.now())
        return answer(shapes.SupportStepOut(), step)


@blp.route("/support/steps/<uuid:step_id>", methods=["DELETE"])
@blp.response(204)
def drop_step(step_id: UUID) -> Response:
    """Take a step out of the plan."""
    with edge.writing() as db:
        actions.drop_step(db, edge.actor(), step_id)
        return nothing()


@blp.post("/journeys/<uuid:journey_id>/support/measures")
@blp.arguments(shapes.NewMeasureIn)
@blp.response(201, shapes.MeasureMade)
def prepare(values: dict[str, Any], journey_id: UUID) -> Response:
    """Prepare a measure: counted at a meeting, or a survey."""
    new = actions.NewMeasure(
        kind=values["kind"],
        groups=[(one["group_id"], one["name"], one["invited"]) for one in values["groups"]],
        questions=[shapes.in_both(one) for one in values["questions"]],
    )
    with edge.writing() as db:
        made = actions.prepare(db, edge.actor(), journey_id, new, at=edge.now())
        return answer(shapes.MeasureMade(), made, 201)


@blp.route("/support/<uuid:measure_id>", methods=["DELETE"])
@blp.response(204)
def throw_away(measure_id: UUID) -> Response:
    """Throw away a measure that was never opened."""
    with edge.writing() as db:
        actions.throw_away(db, edge.actor(), measure_id)
        return nothing()


@blp.post("/support/<uuid:measure_id>/thresholds")
@blp.arguments(shapes.ThresholdIn)
@blp.response(200, shapes.MeasureMade)
def set_threshold(values: dict[str, Any], measure_id: UUID) -> Response:
    """Set the threshold, before the measure opens."""
    with edge.writing() as db:
        measure = actions.set_threshold(db, edge.actor(), measure_id, values, at=edge.now())
        return answer(shapes.MeasureMade(), measure)


@blp.post("/support/<uuid:measure_id>/opening")
@blp.response(200, shapes.MeasureMade)
def open_measure(measure_id: UUID) -> Response:
    """Open a measure; from now on its threshold stands."""
    with edge.writing() as db:
        measure = actions.open_measure(db, edge.actor(), measure_id, at=edge.now())
        return answer(shapes.MeasureMade(), measure)


@blp.post("/support/<uuid:measure_id>/slips")
@blp.arguments(shapes.SlipsWanted)
@blp.response(201, shapes.SlipsOut)
def hand_out(values: dict[str, Any], measure_id: UUID) -> Response:
    """Make slips for a group; their tokens are told this once."""
    with edge.writing() as db:
        tokens = actions.hand_out(db, edge.actor(), measure_id, **values)
        return answer(shapes.SlipsOut(), {"tokens": tokens}, 201)


@blp.put("/support/<uuid:measure_id>/counts")
@blp.arguments(shapes.CountedIn)
@blp.response(200, shapes.MeasureMade)
def count(values: dict[str, Any], measure_id: UUID) -> Response:
    """Type in what was counted at a meeting."""
    counted = {one.pop("id"): one for one in values["groups"]}
    with edge.writing() as db:
        measure = actions.count(
            db, edge.actor(), measure_id, counted, held_on=values["held_on"], at=edge.now()
        )
        return answer(shapes.MeasureMade(), measure)


@blp.post("/support/<uuid:measure_id>/closing")
@blp.response(200, shapes.MeasureMade)
def close(measure_id: UUID) -> Response:
    """Close a measure; its result lies ready."""
    with edge.writing() as db:
        return answer(
            shapes.MeasureMade(), actions.close(db, edge.actor(), measure_id, at=edge.now())
        )


@blp.post("/support/<uuid:measure_id>/objections")
@blp.arguments(shapes.NewSupportObjection)
@blp.response(201, shapes.SupportObjectionOut)
def note_objection(values: dict[str, Any], measure_id: UUID) -> Response:
    """Write down an objection that was heard."""
    with edge.writing() as db:
        made = actions.note_objection(db, edge.actor(), measure_id, values)
        return answer(shapes.SupportObjectionOut(), made, 201)


@blp.route("/support/objections/<uuid:objection_id>", methods=["PATCH"])
@blp.arguments(shapes.SupportObjectionChange)
@blp.response(200, shapes.SupportObjectionOut)
def answer_objection(values: dict[str, Any], objection_id: UUID) -> Response:
    """Answer an objection, give it a theme, or mark it as grave."""
    with edge.writing() as db:
        changed = actions.answer_objection(db, edge.actor(), objection_id, values, at=edge.now())
        return answer(shapes.SupportObjectionOut(), changed)


@blp.post("/support/<uuid:measure_id>/decision")
@blp.arguments(shapes.BodyDecision)
@blp.response(201, shapes.MeasureMade)
def decide(values: dict[str, Any], measure_id: UUID) -> Response:
    """Write down what the body decided on the result; a coach says who told him."""
    told, outcome = told_by(values.pop("as_reported")), values.pop("outcome")
    deciding = Deciding(about="support", about_id=measure_id, **told, **values)
    decided = actions.Outcome(outcome, deciding)
    with edge.writing() as db:
        measure = actions.decide(db, edge.actor(), measure_id, decided, at=edge.now())
        return answer(shapes.MeasureMade(), measure, 201)


@blp.post("/support/slips/check")
@blp.arguments(shapes.TokenIn)
@blp.response(200, shapes.SlipOut)
def read_slip(values: dict[str, Any]) -> Response:
    """Read what a slip asks, by its token."""
    with edge.reading() as db:
        return answer(shapes.SlipOut(), queries.slip(db, digest(values["token"])))


@blp.post("/support/slips")
@blp.arguments(shapes.SlipIn)
@blp.response(204)
def hand_in(values: dict[str, Any]) -> Response:
    """Hand a slip in; a token works once."""
    token = values.pop("token")
    # no audit row: it would tell to the second when each answer came
    with edge.tools().db.write() as db:
        actions.hand_in(db, token, actions.Slip(**values))
        return nothing()
