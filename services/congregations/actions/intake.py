"""An enquiry, first conversations and the proposal; the council's yes opens the journey."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.congregations import policy
from services.congregations.actions import contacts, decisions, journeys, tracks
from services.congregations.actions.decisions import Deciding
from services.congregations.actions.tracks import Move
from services.congregations.journeys import Template, thaw
from services.congregations.model import (
    Conversation,
    Enquiry,
    Proposal,
    ProposalChange,
    ProposalTrack,
)
from services.congregations.model.intake import PROPOSAL_FOLLOWS
from services.congregations.queries import intake, profiles
from shared.actor import Actor
from shared.contracts.congregations.intake import ProposalAnswered, ProposalOffered
from shared.errors import Conflict, Invalid
from shared.events.outbox import record

MOST = 100  # enquiries, conversations or versions: beyond that nobody sees where it stands
NOT_NOW: Mapping[str, str] = MappingProxyType(
    {
        "draft": "This proposal was not offered yet.",
        "offered": "This proposal was offered already.",
        "accepted": "The council's yes stands already; the journey is open.",
        "declined": "This proposal was declined: write a new version.",
        "withdrawn": "This proposal was withdrawn: write a new version.",
        "superseded": "A newer version took the place of this proposal.",
    }
)
SAID = ("agreements", "hopes", "moves", "holds_back")


@dataclass(frozen=True, kw_only=True)
class Part:
    """A track to propose: how many evenings (none: as the template has it) and when."""

    kind: str
    evenings: int | None = None
    dates: str = ""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What a proposal holds; `tracks` are kinds of its template, in the template's order."""

    template: Template
    tracks: tuple[Part, ...]
    opening: str = ""
    takes_part: str = ""
    costs: str = ""


def note_enquiry(
    db: Session, actor: Actor, congregation_id: UUID, values: Mapping[str, Any], *, at: datetime
) -> Enquiry:
    """Write down what a congregation asks (`on_day`, `how`, `asked_by_role`, `question`)."""
    _demand_coach(db, actor, congregation_id)
    _demand_past(values["on_day"], at)
    _demand_room(db, Enquiry, congregation_id)
    enquiry = Enquiry(congregation_id=congregation_id, by=actor.id, at=at, **values)
    db.add(enquiry)
    _log(db, actor, enquiry, enquiry.question)
    return enquiry


def note_conversation(
    db: Session, actor: Actor, congregation_id: UUID, values: Mapping[str, Any], *, at: datetime
) -> Conversation:
    """Write down a first conversation; at least one of the things said is needed."""
    _demand_coach(db, actor, congregation_id)
    _demand_past(values["on_day"], at)
    _demand_room(db, Conversation, congregation_id)
    said = next((values[name] for name in SAID if values.get(name)), "")
    if not said:
        raise Invalid("Write down something that was said.", {"moves": "Fill in one of these."})
    conversation = Conversation(congregation_id=congregation_id, by=actor.id, at=at, **values)
    db.add(conversation)
    _log(db, actor, conversation, said)
    return conversation


def draft_proposal(
    db: Session, actor: Actor, congregation_id: UUID, plan: Plan, *, at: datetime
) -> Proposal:
    """Write a new version of the proposal; one draft at a time."""
    _demand_coach(db, actor, congregation_id)
    profiles.congregation(db, congregation_id, lock=True)
    journeys.demand_none_open(db, congregation_id)
    if _now_in(db, congregation_id, "draft"):
        raise Conflict("There is a draft already: change that one.")
    _demand_room(db, Proposal, congregation_id)
    last = select(func.max(Proposal.version)).where(Proposal.congregation_id == congregation_id)
    proposal = Proposal(
        congregation_id=congregation_id,
        version=(db.execute(last).scalar_one() or 0) + 1,
        drafted_by=actor.id,
        drafted_at=at,
        state="draft",
    )
    _write(proposal, plan)
    db.add(proposal)
    db.flush()
    return proposal


def revise_proposal(
    db: Session, actor: Actor, proposal_id: UUID, plan: Plan, *, at: datetime
) -> Proposal:
    """Write a draft otherwise; what was offered stays as it was read."""
    proposal = _locked(db, actor, proposal_id)
    _demand_coach(db, actor, proposal.congregation_id)
    if proposal.state != "draft":
        raise Conflict("This version was offered already: write a new one.")
    _write(proposal, plan)
    proposal.drafted_by, proposal.drafted_at = actor.id, at
    db.flush()
    return proposal


def offer_proposal(db: Session, actor: Actor, proposal_id: UUID, *, at: datetime) -> Proposal:
    """Lay a draft before the congregation; the version offered before is superseded."""
    proposal = _locked(db, actor, proposal_id)
    _demand_coach(db, actor, proposal.congregation_id)
    _demand_may_follow(proposal, "offered")
    journeys.demand_none_open(db, proposal.congregation_id)
    before = _now_in(db, proposal.congregation_id, "offered")
    if before:
        _move(db, actor, before, "superseded", at=at)
    _move(db, actor, proposal, "offered", at=at)
    proposal.offered_at = at
    offered = ProposalOffered(proposal_id=proposal.id, congregation_id=proposal.congregation_id)
    record(db, offered, at=at)
    return proposal


def withdraw_proposal(
    db: Session, actor: Actor, proposal_id: UUID, *, reason: str | None, at: datetime
) -> Proposal:
    """Take a proposal back before it is answered; an offered one with a reason."""
    proposal = _locked(db, actor, proposal_id)
    _demand_coach(db, actor, proposal.congregation_id)
    _demand_may_follow(proposal, "withdrawn")
    if proposal.state == "offered" and not reason:
        raise Invalid("Say why.", {"reason": "The leaders have read it: say why."})
    _move(db, actor, proposal, "withdrawn", reason=reason, at=at)
    return proposal


def answer_proposal(
    db: Session,
    actor: Actor,
    proposal_id: UUID,
    said: tuple[str, Mapping[str, Any]],
    *,
    at: datetime,
) -> Proposal:
    """Keep the council's `yes` or `no` with its decision; a yes opens the journey at once.

    `said` is the answer and the fields of `Deciding` but for what it is about. The text of a no
    is its reason.
    """
    answer, told = said
    proposal = _locked(db, actor, proposal_id)
    _demand_may_follow(proposal, "accepted")
    deciding = Deciding(about="proposal", about_id=proposal.id, **told)
    decision = decisions.record_decision(db, actor, proposal.congregation_id, deciding, at=at)
    proposal.decision, proposal.decision_id = decision, decision.id
    if answer == "yes":
        _move(db, actor, proposal, "accepted", at=at)
        _open(db, actor, proposal, at=at)
        decision.journey_id = proposal.journey_id
    else:
        _move(db, actor, proposal, "declined", reason=deciding.text, at=at)
    answered = ProposalAnswered(
        proposal_id=proposal.id, congregation_id=proposal.congregation_id, answer=answer
    )
    record(db, answered, at=at)
    return proposal


def _open(db: Session, actor: Actor, proposal: Proposal, *, at: datetime) -> None:
    """Open the journey with exactly the tracks that were read, agreed by the decision."""
    chosen = (thaw(proposal.blueprint), {one.kind for one in proposal.tracks})
    journey = journeys.begin_journey(db, actor, proposal.congregation_id, chosen, at=at)
    proposal.journey_id = journey.id
    for track in journey.tracks:
        move = Move(to="agreed", decision_id=proposal.decision_id)
        tracks.apply_move(db, actor, track, move, at=at)
    draft = _now_in(db, proposal.congregation_id, "draft")
    if draft:
        _move(db, actor, draft, "superseded", at=at)


def _write(proposal: Proposal, plan: Plan) -> None:
    order = [one.kind for one in plan.template.tracks]
    kinds = [part.kind for part in plan.tracks]
    if not kinds or len(set(kinds)) != len(kinds) or set(kinds) - set(order):
        raise Invalid("Choose parts of this journey.", {"tracks": "Choose at least one part."})
    steps = {one.kind: max(len(one.steps), 1) for one in plan.template.tracks}
    proposal.template, proposal.blueprint = plan.template.reference, plan.template.frozen()
    proposal.opening, proposal.takes_part = plan.opening, plan.takes_part
    proposal.costs = plan.costs
    parts = sorted(plan.tracks, key=lambda part: order.index(part.kind))
    proposal.tracks = [
        ProposalTrack(
            **{**asdict(part), "evenings": part.evenings or steps[part.kind]}, position=number
        )
        for number, part in enumerate(parts, 1)
    ]


def _locked(db: Session, actor: Actor, proposal_id: UUID) -> Proposal:
    proposal, _mine = intake.proposal(db, actor, proposal_id)
    profiles.congregation(db, proposal.congregation_id, lock=True)
    db.refresh(proposal)
    return proposal


def _now_in(db: Session, congregation_id: UUID, state: str) -> Proposal | None:
    statement = select(Proposal).where(
        Proposal.congregation_id == congregation_id, Proposal.state == state
    )
    return db.scalars(statement).first()


def _move(
    db: Session,
    actor: Actor,
    proposal: Proposal,
    to: str,
    *,
    at: datetime,
    reason: str | None = None,
) -> None:
    _demand_may_follow(proposal, to)
    change = ProposalChange(
        from_state=proposal.state, to_state=to, reason=reason, by=actor.id, at=at
    )
    proposal.changes.append(change)
    proposal.state, proposal.reason = to, reason
    # one index holds one offered proposal, so each change is written before the next
    db.flush()


def _demand_may_follow(proposal: Proposal, to: str) -> None:
    if to not in PROPOSAL_FOLLOWS[proposal.state]:
        raise Conflict(NOT_NOW[proposal.state])


def _demand_coach(db: Session, actor: Actor, congregation_id: UUID) -> None:
    profiles.standing(db, actor, congregation_id).demand(any_of={"guides"})


def _demand_past(day: date, at: datetime) -> None:
    if day > policy.today(at):
        raise Invalid("It has taken place already.", {"on_day": "Not after today."})


def _demand_room(
    db: Session, kind: type[Enquiry | Conversation | Proposal], congregation_id: UUID
) -> None:
    held = select(func.count()).where(kind.congregation_id == congregation_id)
    if db.execute(held).scalar_one() >= MOST:
        raise Conflict(f"A congregation has at most {MOST} of these.")


def _log(db: Session, actor: Actor, talk: Enquiry | Conversation, said: str) -> None:
    """Let it count as a contact, in the coach's own words."""
    line = " ".join(said.split())[:280]
    db.flush()
    contacts.log_contact(
        db, actor, talk.congregation_id, kind=talk.how, on=talk.on_day, line=line, at=talk.at
    )
