"""What of a congregation wants its coach's attention, by rules that each read like a sentence."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol
from uuid import UUID

from dateutil.relativedelta import relativedelta

from services.congregations import policy
from services.congregations.model import Decision, OpenQuestion
from services.congregations.queries.home.reading import Coming, Heard, Launched, Opened, Part
from services.congregations.queries.implementation.following import Followed

SILENCE = timedelta(weeks=6)
UNANSWERED = timedelta(days=7)
SOON = timedelta(days=30)
EVALUATIONS = {"evaluation_6": 6, "evaluation_12": 12, "apk": 12}


@dataclass(frozen=True, kw_only=True)
class Attention:
    """One thing that is stuck or due: a code, the day it counts from or falls on, and its object.

    Codes: no_contact, proposal_unanswered, track_without_date, decision_unconfirmed,
    decision_contested, evaluation_due, deferral_over, no_journey, and of what is followed while
    a congregation carries out (see `implementation.following`): check_in_missed, check_in_stuck,
    wish_to_talk, agency_silent, agency_stuck, role_vacant, actions_late, apk_due, apk_expired.
    """

    code: str
    on: date | None = None
    id: UUID | None = None
    kind: str | None = None


class Seen(Protocol):
    """What the rules look at."""

    overdue: list[Part]
    sessions: list[Coming]
    waiting: list[OpenQuestion]
    decisions: list[Decision]
    followed: Followed

    @property
    def guided_since(self) -> datetime:
        """Return since when the coach guides it."""

    @property
    def last_contact(self) -> Heard | None:
        """Return when it was last heard of."""

    @property
    def journey(self) -> Opened | None:
        """Return its latest journey."""

    @property
    def launch(self) -> Launched | None:
        """Return the launch of that journey."""


def needed(seen: Seen, at: datetime) -> list[Attention]:
    """Return what wants attention, what other people wait for first."""
    return [found for rule in RULES for found in rule(seen, at)]


def _contested(seen: Seen, _at: datetime) -> Iterator[Attention]:
    mine = (None, seen.journey.id if seen.journey else None)
    for decision in seen.decisions:
        if decision.state == "contested" and decision.journey_id in mine:
            on = policy.today(decision.answers[-1].at)
            yield Attention(code="decision_contested", on=on, id=decision.id, kind=decision.about)


def _unconfirmed(seen: Seen, at: datetime) -> Iterator[Attention]:
    for decision in seen.decisions:
        if decision.state == "reported" and at - decision.at >= UNANSWERED:
            on = policy.today(decision.at)
            yield Attention(code="decision_unconfirmed", on=on, id=decision.id, kind=decision.about)


def _unanswered(seen: Seen, at: datetime) -> Iterator[Attention]:
    for question in seen.waiting:
        if at - question.since >= UNANSWERED:
            yield Attention(
                code="proposal_unanswered",
                on=policy.today(question.since),
                id=question.match_id,
                kind=question.waiting_for,
            )


def _evaluations(seen: Seen, at: datetime) -> Iterator[Attention]:
    if seen.launch is None:
        return
    today = policy.today(at)
    planned = {session.kind: session for session in reversed(seen.sessions)}
    for kind, months in EVALUATIONS.items():
        session = planned.get(kind)
        due = seen.launch.held_on + relativedelta(months=months)
        if session:
            due = policy.today(session.start)
        if today <= due <= today + SOON:
            found = session.session_id if session else None
            yield Attention(code="evaluation_due", on=due, id=found, kind=kind)


def _undated(seen: Seen, _at: datetime) -> Iterator[Attention]:
    for part in seen.overdue:
        if part.state == "planned":
            on = policy.today(part.since)
            yield Attention(code="track_without_date", on=on, id=part.id, kind=part.kind)


def _deferred(seen: Seen, _at: datetime) -> Iterator[Attention]:
    for part in seen.overdue:
        if part.state == "deferred":
            on = part.deferred_until
            yield Attention(code="deferral_over", on=on, id=part.id, kind=part.kind)


def _stuck(seen: Seen, _at: datetime) -> Iterator[Attention]:
    for one in seen.followed.asked:
        mine = one.side == "congregation"
        if one.state in ("missed", "escalated"):
            code = "check_in_missed" if mine else "agency_silent"
        elif one.progress == "stuck":
            code = "check_in_stuck" if mine else "agency_stuck"
        elif one.wish_to_talk:
            code = "wish_to_talk"
        else:
            continue
        yield Attention(code=code, on=one.due_on, id=one.id, kind=one.side)


def _vacant(seen: Seen, _at: datetime) -> Iterator[Attention]:
    for role in seen.followed.vacant:
        yield Attention(code="role_vacant", on=role.since, id=role.id, kind=role.title)


def _late(seen: Seen, _at: datetime) -> Iterator[Attention]:
    if seen.followed.late:
        late = str(seen.followed.late)
        yield Attention(code="actions_late", on=seen.followed.late_since, kind=late)


def _stamp(seen: Seen, _at: datetime) -> Iterator[Attention]:
    if stamp := seen.followed.stamp:
        yield Attention(
            code="apk_expired" if stamp.over else "apk_due", on=stamp.until, id=stamp.id
        )


def _silent(seen: Seen, at: datetime) -> Iterator[Attention]:
    last = seen.last_contact.on_day if seen.last_contact else policy.today(seen.guided_since)
    if policy.today(at) - last >= SILENCE:
        yield Attention(code="no_contact", on=last)


def _without_journey(seen: Seen, _at: datetime) -> Iterator[Attention]:
    if seen.journey is None:
        yield Attention(code="no_journey", on=policy.today(seen.guided_since))


RULES: tuple[Callable[[Seen, datetime], Iterator[Attention]], ...] = (
    _contested,
    _stuck,
    _unconfirmed,
    _unanswered,
    _evaluations,
    _undated,
    _deferred,
    _vacant,
    _late,
    _stamp,
    _silent,
    _without_journey,
)
