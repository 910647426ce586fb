"""The coach's home: the congregations he guides, the longest unheard first, and what is stuck.

Eleven queries, however many congregations there are.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from uuid import UUID

from sqlalchemy.orm import Session

from services.congregations import policy
from services.congregations.model import Decision, OpenQuestion
from services.congregations.queries.home import attention, reading
from services.congregations.queries.home.attention import Attention
from services.congregations.queries.home.reading import (
    Coming,
    Guided,
    Heard,
    Launched,
    Opened,
    Part,
)
from services.congregations.queries.implementation import following
from services.congregations.queries.implementation.following import Followed
from shared.actor import Actor


@dataclass(kw_only=True)
class Glance:
    """One congregation as the coach's home shows it."""

    congregation: Guided
    today: date
    tracks: list[Part] = field(default_factory=list)
    overdue: list[Part] = field(default_factory=list)
    sessions: list[Coming] = field(default_factory=list)
    waiting: list[OpenQuestion] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    followed: Followed = field(default_factory=Followed)
    attention: list[Attention] = field(default_factory=list)

    @cached_property
    def last_contact(self) -> Heard | None:
        """Return when it was last heard of; an answer how it goes is as good as a contact."""
        noted, answered = self.congregation.contact, self.followed.answered
        if answered is None:
            return noted
        on_day = policy.today(answered.at)
        if noted and noted.on_day >= on_day:
            return noted
        return Heard("check_in", answered.line, on_day)

    @property
    def days_silent(self) -> int | None:
        """Return how many days it was not heard of."""
        return (self.today - self.last_contact.on_day).days if self.last_contact else None

    @property
    def journey(self) -> Opened | None:
        """Return its latest journey."""
        return self.congregation.journey

    @property
    def launch(self) -> Launched | None:
        """Return the launch of its latest journey."""
        return self.congregation.launch

    @property
    def guided_since(self) -> datetime:
        """Return since when the asker guides it."""
        return self.congregation.since

    @property
    def current_track(self) -> Part | None:
        """Return the part that the congregation is at: under way, else the next to begin."""
        for states in (("running", "reported", "reopened"), ("planned", "agreed"), ("proposed",)):
            for track in self.tracks:
                if track.state in states:
                    return track
        return None

    @property
    def next_session(self) -> Coming | None:
        """Return the first session that is still to come."""
        return self.sessions[0] if self.sessions else None


def home(db: Session, actor: Actor, *, full: int | None = None, at: datetime) -> list[Glance]:
    """Return all congregations that the asker guides, the oldest contact first.

    With `full`, only so many of them come with their tracks.
    """
    today = policy.today(at)
    followed = following.of_guided(db, actor, today=today)
    glances = {
        one.id: Glance(congregation=one, today=today, followed=followed[one.id])
        for one in reading.guided(db, actor)
    }
    ordered = sorted(glances.values(), key=_longest_silence)
    _add_parts(db, ordered[:full])
    _add_overdue(db, actor, glances, at)
    for session in reading.coming_sessions(db, actor, at):
        glances[session.congregation_id].sessions.append(session)
    for question in reading.open_questions(db, actor):
        glances[question.congregation_id].waiting.append(question)
    for decision in reading.open_decisions(db, actor):
        glances[decision.congregation_id].decisions.append(decision)
    for glance in ordered:
        glance.attention = attention.needed(glance, at)
    return ordered


def _longest_silence(glance: Glance) -> tuple[date, str]:
    last = glance.last_contact
    return (last.on_day if last else date.min, glance.congregation.name.casefold())


def _add_parts(db: Session, full: Sequence[Glance]) -> None:
    tracks: dict[UUID, list[Part]] = defaultdict(list)
    for part in reading.parts(db, [one.journey.id for one in full if one.journey]):
        tracks[part.journey_id].append(part)
    for one in full:
        if one.journey:
            one.tracks = tracks[one.journey.id]


def _add_overdue(db: Session, actor: Actor, glances: dict[UUID, Glance], at: datetime) -> None:
    by_journey = {one.journey.id: one for one in glances.values() if one.journey}
    for part in reading.overdue_parts(db, actor, today=policy.today(at), at=at):
        # of an earlier journey nothing is waited for any more
        if glance := by_journey.get(part.journey_id):
            glance.overdue.append(part)
