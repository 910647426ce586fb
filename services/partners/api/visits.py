"""Visits over HTTP."""

from typing import Any
from uuid import UUID

from services.partners import policy
from services.partners.actions import approvals, visits
from services.partners.actions.approvals import Approval
from services.partners.actions.visits import Weighing
from services.partners.api.routes import blueprint
from services.partners.queries import visits as reads
from services.partners.schemas.visits import (
    Debrief,
    NewApproval,
    NewVisit,
    RiskWeighed,
    VisitFields,
    VisitOut,
    VisitRevision,
    Visits,
    VisitStep,
)
from services.partners.schemas.words import ReportAnswer, told_by
from shared.errors import Invalid
from shared.web import edge

# `version` stays required
PLAIN = tuple(VisitFields().fields)

blp = blueprint("visits", "Visits to an agency, a country or a people.")


@blp.get("/visits")
@blp.response(200)
def list_visits() -> Any:
    """List the visits the asker may see, newest first; a partner its own that were approved."""
    policy.must_have_scope(edge.actor(), "matches:answer")
    with edge.reading() as db:
        return Visits().dump({"items": reads.listed(db, edge.actor())})


@blp.post("/visits")
@blp.arguments(NewVisit)
@blp.response(201)
def plan_visit(content: dict[str, Any]) -> Any:
    """Write down the idea of a visit."""
    congregation_id = content.pop("congregation_id")
    with edge.writing() as db:
        made = visits.plan(db, edge.actor(), congregation_id, content, at=edge.now())
        return _as_seen(db, made.id)


@blp.get("/visits/<uuid:visit_id>")
@blp.response(200)
def read_visit(visit_id: UUID) -> Any:
    """Read one visit as the asker may see it."""
    policy.must_have_scope(edge.actor(), "matches:answer")
    with edge.reading() as db:
        return VisitOut().dump(reads.one(db, edge.actor(), visit_id))


@blp.patch("/visits/<uuid:visit_id>")
@blp.arguments(VisitRevision(partial=PLAIN))
@blp.response(200)
def change_visit(content: dict[str, Any], visit_id: UUID) -> Any:
    """Put a visit otherwise; it is an idea again then."""
    with edge.writing() as db:
        visits.change(db, edge.actor(), visit_id, content, at=edge.now())
        return _as_seen(db, visit_id)


@blp.post("/visits/<uuid:visit_id>/risk")
@blp.arguments(RiskWeighed)
@blp.response(201)
def weigh_risk(content: dict[str, Any], visit_id: UUID) -> Any:
    """Write down what was weighed; who has to approve is asked."""
    weighing = Weighing(**content)
    with edge.writing() as db:
        visits.weigh_risk(db, edge.actor(), visit_id, weighing, at=edge.now())
        return _as_seen(db, visit_id)


@blp.post("/visits/<uuid:visit_id>/approvals")
@blp.arguments(NewApproval)
@blp.response(201)
def approve_visit(content: dict[str, Any], visit_id: UUID) -> Any:
    """Say yes for the congregation's body, or at high risk as its coach."""
    given = Approval(**told_by(content.pop("as_reported")), **content)
    with edge.writing() as db:
        approvals.approve(db, edge.actor(), visit_id, given, at=edge.now())
        return _as_seen(db, visit_id)


@blp.post("/visit-approvals/<uuid:approval_id>/answers")
@blp.arguments(ReportAnswer)
@blp.response(201)
def answer_approval(content: dict[str, Any], approval_id: UUID) -> Any:
    """Confirm or contest a yes that the coach passed on."""
    with edge.writing() as db:
        visit = approvals.answer_report(
            db, edge.actor(), approval_id, content["answer"], content["note"], at=edge.now()
        )
        return _as_seen(db, visit.id)


@blp.post("/visits/<uuid:visit_id>/states")
@blp.arguments(VisitStep)
@blp.response(201)
def move_visit(step: dict[str, Any], visit_id: UUID) -> Any:
    """Note that they went, or call it off."""
    if step["to"] == "cancelled" and not step["reason"]:
        raise Invalid("Say why it is called off.", {"reason": "Needed."})
    with edge.writing() as db:
        if step["to"] == "gone":
            visits.go(db, edge.actor(), visit_id, at=edge.now())
        else:
            visits.cancel(db, edge.actor(), visit_id, step["reason"], at=edge.now())
        return _as_seen(db, visit_id)


@blp.post("/visits/<uuid:visit_id>/debrief")
@blp.arguments(Debrief)
@blp.response(201)
def debrief_visit(told: dict[str, Any], visit_id: UUID) -> Any:
    """Keep what was seen and learned."""
    with edge.writing() as db:
        visits.debrief(db, edge.actor(), visit_id, told, at=edge.now())
        return _as_seen(db, visit_id)


def _as_seen(db: Any, visit_id: UUID) -> Any:
    db.flush()
    db.expire_all()
    return VisitOut().dump(reads.one(db, edge.actor(), visit_id))
