"""The coach's home: the congregations he guides, the longest unheard first, and what is stuck.

Fifteen queries, however many congregations there are.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Select
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
    journey: Opened | None = None
    tracks: list[Part] = field(default_factory=list)
    overdue: list[Part] = field(default_factory=list)
    last_contact: Heard | None = None
    sessions: list[Coming] = field(default_factory=list)
    waiting: list[OpenQuestion] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    launch: Launched | None = None
    followed: Followed = field(default_factory=Followed)
    days_silent: int | None = None
    attention: list[Attention] = field(default_factory=list)

    def follow(self, followed: Followed, today: date) -> None:
        """Take over what is followed; an answer how it goes is as good as a contact."""
        self.followed = followed
        if followed.answered is None:
            return
        on_day = policy.today(followed.answered.at)
        if self.last_contact is None or on_day > self.last_contact.on_day:
            line = followed.answered.line
            self.last_contact = Heard(self.congregation.id, "check_in", line, on_day)
            self.days_silent = (today - on_day).days

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
    today, ours = policy.today(at), reading.guided_by(actor)
    glances = {one.id: Glance(congregation=one) for one in reading.guided(db, actor)}
    for contact in reading.last_contacts(db, actor):
        glance = glances[contact.congregation_id]
        glance.last_contact = contact
        glance.days_silent = (today - contact.on_day).days
    for congregation_id, followed in following.of_guided(db, actor, today=today).items():
        glances[congregation_id].follow(followed, today)
    ordered = sorted(glances.values(), key=_longest_silence)
    _add_journeys(db, glances, ours)
    _add_parts(db, ordered[:full])
    _add_overdue(db, glances, ours, at)
    for session in reading.coming_sessions(db, ours, at):
        glances[session.congregation_id].sessions.append(session)
    for question in reading.open_questions(db, ours):
        glances[question.congregation_id].waiting.append(question)
    for decision in reading.open_decisions(db, ours):
        glances[decision.congregation_id].decisions.append(decision)
    for glance in ordered:
        glance.attention = attention.needed(glance, at)
    return ordered


def _longest_silence(glance: Glance) -> tuple[date, str]:
    last = glance.last_contact
    return (last.on_day if last else date.min, glance.congregation.name.casefold())


def _add_journeys(db: Session, glances: dict[UUID, Glance], ours: Select[UUID]) -> None:
    launched = {launch.journey_id: launch for launch in reading.launches(db, ours)}
    for congregation_id, journey in reading.latest_journeys(db, ours).items():
        glance = glances[congregation_id]
        glance.journey, glance.launch = journey, launched.get(journey.id)


def _add_parts(db: Session, full: Sequence[Glance]) -> None:
    tracks: dict[UUID, list[Part]] = defaultdict(list)
    for part in reading.parts(db, [one.journey.id for one in full if one.journey]):
        tracks[part.journey_id].append(part)
    for one in full:
        if one.journey:
            one.tracks = tracks[one.journey.id]


def _add_overdue(
    db: Session, glances: dict[UUID, Glance], ours: Select[UUID], at: datetime
) -> None:
    by_journey = {one.journey.id: one for one in glances.values() if one.journey}
    for part in reading.overdue_parts(db, ours, today=policy.today(at), at=at):
        # of an earlier journey nothing is waited for any more
        if glance := by_journey.get(part.journey_id):
            glance.overdue.append(part)
