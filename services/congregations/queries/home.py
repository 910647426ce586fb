"""The coach's home: the congregations he guides, the longest unheard first, and what is stuck.

Fifteen queries, however many congregations there are.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import Session, aliased, load_only, selectinload

from services.congregations import policy
from services.congregations.model import (
    Congregation,
    Contact,
    Decision,
    Guidance,
    Journey,
    Launch,
    OpenQuestion,
    PlannedSession,
    Track,
)
from services.congregations.queries import attention, profiles
from services.congregations.queries.attention import Attention, Heard
from services.congregations.queries.implementation import following
from services.congregations.queries.implementation.following import Followed
from shared.actor import Actor

SHOWN = (Congregation.id, Congregation.name, Congregation.place, Congregation.invented)


@dataclass(kw_only=True)
class Glance:
    """One congregation as the coach's home shows it."""

    congregation: Congregation
    guided_since: datetime
    journey: Journey | None = None
    tracks: list[Track] = field(default_factory=list)
    last_contact: Heard | None = None
    sessions: list[PlannedSession] = field(default_factory=list)
    waiting: list[OpenQuestion] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    launch: Launch | None = None
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
    def current_track(self) -> Track | None:
        """Return the part that the congregation is at: under way, else the next to begin."""
        for states in (("running", "reported", "reopened"), ("planned", "agreed"), ("proposed",)):
            for track in self.tracks:
                if track.state in states:
                    return track
        return None

    @property
    def next_session(self) -> PlannedSession | None:
        """Return the first session that is still to come."""
        return self.sessions[0] if self.sessions else None


def home(db: Session, actor: Actor, *, full: int | None = None, at: datetime) -> list[Glance]:
    """Return all congregations that the asker guides, the oldest contact first.

    With `full`, only so many of them come with all their tracks; of the others only those tracks
    are read in which something may be stuck.
    """
    glances = _guided(db, actor)
    # named by a question instead of one by one: hundreds of ids cost more than what is asked
    guided = _guided_by(actor)
    for contact in _last_contacts(db, actor):
        glance = glances[contact.congregation_id]
        glance.last_contact = contact
        glance.days_silent = (policy.today(at) - contact.on_day).days
    for congregation_id, followed in following.of_guided(db, actor, today=policy.today(at)).items():
        glances[congregation_id].follow(followed, policy.today(at))
    ordered = sorted(glances.values(), key=_longest_silence)
    _add_journeys(db, glances, [glance.congregation.id for glance in ordered[:full]])
    for session in _coming_sessions(db, guided, at):
        glances[session.congregation_id].sessions.append(session)
    for question in db.scalars(
        select(OpenQuestion)
        .where(OpenQuestion.congregation_id.in_(guided))
        .order_by(OpenQuestion.since)
    ):
        glances[question.congregation_id].waiting.append(question)
    for decision in _open_decisions(db, guided):
        glances[decision.congregation_id].decisions.append(decision)
    for glance in ordered:
        glance.attention = attention.needed(glance, at)
    return ordered


def _longest_silence(glance: Glance) -> tuple[date, str]:
    last = glance.last_contact
    return (last.on_day if last else date.min, glance.congregation.name.casefold())


def _guided_by(actor: Actor) -> Select[UUID]:
    return select(Guidance.congregation_id).where(
        Guidance.coach_id == actor.id, Guidance.until.is_(None)
    )


def _guided(db: Session, actor: Actor) -> dict[UUID, Glance]:
    rows = db.execute(
        select(Congregation, Guidance.since)
        .join(Guidance, Guidance.congregation_id == Congregation.id)
        .where(Guidance.coach_id == actor.id, Guidance.until.is_(None))
        # the rest of a profile is long, and the home shows nothing of it
        .options(load_only(*SHOWN, raiseload=True))
    ).all()
    return {row.id: Glance(congregation=row, guided_since=since) for row, since in rows}


def _last_contacts(db: Session, actor: Actor) -> Iterator[Heard]:
    # looked up once per congregation in the index, however long its log has become
    last = (
        select(Contact.id)
        .where(Contact.congregation_id == Guidance.congregation_id)
        .order_by(Contact.on_day.desc(), Contact.id.desc())
        .limit(1)
        .correlate(Guidance)
        .scalar_subquery()
    )
    guided = select(last).where(Guidance.coach_id == actor.id, Guidance.until.is_(None))
    rows = db.execute(
        select(Contact.congregation_id, Contact.kind, Contact.line, Contact.on_day).where(
            Contact.id.in_(guided)
        )
    )
    return (Heard(*row) for row in rows)


def _add_journeys(db: Session, glances: dict[UUID, Glance], full: Sequence[UUID]) -> None:
    journeys = profiles.latest_journeys(db, list(glances))
    ids = [journey.id for journey in journeys.values()]
    whole = [journeys[one].id for one in full if one in journeys]
    tracks: dict[UUID, list[Track]] = defaultdict(list)
    for track in db.scalars(
        select(Track)
        .where(
            Track.journey_id.in_(ids),
            Track.dropped_at.is_(None),
            or_(Track.journey_id.in_(whole), Track.state.in_(attention.LOOKED_AT)),
        )
        .order_by(Track.position)
    ):
        tracks[track.journey_id].append(track)
    _add_planned_steps(db, ids)
    launches = {
        launch.journey_id: launch
        for launch in db.scalars(
            select(Launch).where(Launch.journey_id.in_(ids), Launch.withdrawn_at.is_(None))
        )
    }
    for congregation_id, journey in journeys.items():
        glance = glances[congregation_id]
        glance.journey, glance.tracks = journey, tracks[journey.id]
        glance.launch = launches.get(journey.id)


def _add_planned_steps(db: Session, ids: Sequence[UUID]) -> None:
    """Load the steps of planned tracks, for which a date is missed; those of others stay unread."""
    db.scalars(
        select(Track)
        .where(Track.journey_id.in_(ids), Track.dropped_at.is_(None), Track.state == "planned")
        .options(selectinload(Track.all_steps))
    ).all()


def _coming_sessions(db: Session, guided: Select[UUID], at: datetime) -> Sequence[PlannedSession]:
    return db.scalars(
        select(PlannedSession)
        .where(PlannedSession.congregation_id.in_(guided), PlannedSession.start >= at)
        .order_by(PlannedSession.start)
    ).all()


# made once: an alias of a table costs more than what is asked of it
_later = aliased(Decision)
# another version of a strategy is decided about instead of the contested one
_same_subject = or_(
    _later.about_id == Decision.about_id,
    and_(
        _later.about == "strategy",
        Decision.about == "strategy",
        _later.journey_id == Decision.journey_id,
    ),
)
_decided_again = select(_later.id).where(_same_subject, _later.at > Decision.at).exists()


def _open_decisions(db: Session, guided: Select[UUID]) -> Sequence[Decision]:
    """Return what waits for an answer, and what was contested and not decided again since."""
    contested = and_(Decision.state == "contested", ~_decided_again)
    return db.scalars(
        select(Decision)
        .where(Decision.congregation_id.in_(guided), or_(Decision.state == "reported", contested))
        .order_by(Decision.at)
        .options(selectinload(Decision.answers))
    ).all()
