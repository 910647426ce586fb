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
class When:
    """The wall time with its zone, and what follows from it.

    `folded`: the clock shows this start twice that night, the first is meant.
    """

    local_start: datetime
    zone: str
    minutes: int
    start_utc: datetime
    end_utc: datetime
    folded: bool


@dataclass(frozen=True, slots=True)
class Content:
    """What a session is about; neutral and empty for those who may not read it now."""

    kind: str
    title_nl: str
    title_en: str
    place: str | None = None
    agenda: str | None = None
    paragraph: str | None = None


@dataclass(frozen=True, slots=True)
class SessionView:
    """A session as one reader sees it; `withheld` when its content asks for a fresh sign-in."""

    id: UUID
    congregation_id: UUID
    journey_id: UUID | None
    step_id: UUID | None
    run_id: UUID | None
    when: When
    content: Content
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
    is_shown = policy.may_read_content(actor, session.label, at)
    return SessionView(
        id=session.id,
        congregation_id=session.congregation_id,
        journey_id=session.journey_id,
        step_id=session.step_id,
        run_id=session.run_id,
        when=when(session),
        content=content(session, is_shown=is_shown),
        label=session.label,
        withheld=not is_shown,
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


def when(session: PlannedSession) -> When:
    """When the session is."""
    return When(
        local_start=session.local_start,
        zone=session.zone,
        minutes=session.minutes,
        start_utc=session.start_utc,
        end_utc=session.end_utc,
        folded=is_folded(session.local_start, session.zone),
    )


def content(session: PlannedSession, *, is_shown: bool) -> Content:
    """What the session is about, or as much as says nothing."""
    if not is_shown:
        return Content("other", NEUTRAL["nl"], NEUTRAL["en"])
    return Content(
        kind=session.kind,
        title_nl=title(session, "nl"),
        title_en=title(session, "en"),
        place=session.place,
        agenda=session.agenda,
        paragraph=session.paragraph,
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
