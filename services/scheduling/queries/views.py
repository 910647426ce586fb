"""The shape in which a session is shown, with what a reader may not see left out."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from services.scheduling import policy
from services.scheduling.model import PlannedSession
from services.scheduling.planner import Due, Skip, check, evaluation_dates
from services.scheduling.walltime import is_folded
from shared.actor import Actor
from shared.reference import vocabulary

NEUTRAL = {"nl": "Afspraak", "en": "Appointment"}


@dataclass(frozen=True, slots=True)
class ParticipantView:
    """A person who takes part; the name is identity's."""

    person_id: UUID
    role: str
    required: bool
    answer: str | None


@dataclass(frozen=True, slots=True)
class SessionView:
    """A session as one reader sees it; `withheld` when its content asks for a fresh sign-in.

    `folded`: the clock shows this start twice that night, the first is meant.
    """

    id: UUID
    congregation_id: UUID
    journey_id: UUID | None
    step_id: UUID | None
    run_id: UUID | None
    kind: str
    title_nl: str
    title_en: str
    local_start: datetime
    zone: str
    minutes: int
    start_utc: datetime
    end_utc: datetime
    folded: bool
    place: str | None
    agenda: str | None
    label: int
    withheld: bool
    state: str
    pinned: bool
    uid: str | None
    sequence: int
    revision_at: datetime
    code: str
    created_by: UUID | None
    participants: list[ParticipantView]
    warnings: list[Skip]
    due: Due | None = None


def view_of(session: PlannedSession, actor: Actor, at: datetime) -> SessionView:
    """The session as this reader sees it now."""
    shown = policy.may_read_content(actor, session.label, at)
    return SessionView(
        id=session.id,
        congregation_id=session.congregation_id,
        journey_id=session.journey_id,
        step_id=session.step_id,
        run_id=session.run_id,
        kind=session.kind if shown else "other",
        title_nl=title(session, "nl") if shown else NEUTRAL["nl"],
        title_en=title(session, "en") if shown else NEUTRAL["en"],
        local_start=session.local_start,
        zone=session.zone,
        minutes=session.minutes,
        start_utc=session.start_utc,
        end_utc=session.end_utc,
        folded=is_folded(session.local_start, session.zone),
        place=session.place if shown else None,
        agenda=session.agenda if shown else None,
        label=session.label,
        withheld=not shown,
        state=session.state,
        pinned=session.pinned,
        uid=session.uid,
        sequence=session.sequence,
        revision_at=session.revision_at,
        code=code(session),
        created_by=session.created_by,
        participants=participants(session),
        warnings=check(session.local_start.date(), None),
    )


def participants(session: PlannedSession) -> list[ParticipantView]:
    """Who takes part, in the order in which they are kept."""
    return [
        ParticipantView(one.person_id, one.role, one.required, one.answer)
        for one in session.participations
    ]


def title(session: PlannedSession, language: str) -> str:
    """What people read: the typed title, else the kind's name; lessons of a run are counted."""
    name = session.title or vocabulary.label("session_kinds", session.kind, language)
    if session.number is None:
        return name
    of = "van" if language == "nl" else "of"
    return f"{name} {session.number} {of} {session.number_of}"


def code(session: PlannedSession) -> str:
    """A short code by which a letter can name a session without saying what it is."""
    return session.id.hex[-6:].upper()


def window(session: PlannedSession, held_on: date | None) -> Due | None:
    """The window in which an evaluation falls due after that launch, for derived sessions."""
    if session.offset_months is None or held_on is None:
        return None
    return evaluation_dates(held_on).get(session.kind)
