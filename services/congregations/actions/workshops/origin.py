"""What the record of a workshop begins from: a planned session, a step, a track, or nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from services.congregations import policy
from services.congregations.model import PlannedSession, Step, Track
from shared.errors import Invalid
from shared.reference.vocabulary import codes


@dataclass(frozen=True)
class Origin:
    """The session, the step and the track that a workshop belongs to, as far as there are any."""

    session: PlannedSession | None
    step: Step | None
    track: Track | None

    @property
    def kind(self) -> str:
        """Return the kind of session it is."""
        source = self.session or self.step
        return source.kind if source else "other"

    def title(self, kind: str, language: str) -> str:
        """Return what the step is called, or else the kind."""
        if self.step is not None:
            return self.step.title_en if language == "en" else self.step.title_nl
        found = next(term for term in codes("session_kinds") if term.code == kind)
        return str(found.label(language))

    def day(self, at: datetime) -> date:
        """Return the day of the session, or else today."""
        return policy.today(self.session.start if self.session else at)

    def ids(self) -> dict[str, UUID | None]:
        """Return the ids that the workshop keeps."""
        return {
            "journey_id": self.track.journey_id if self.track else None,
            "track_id": self.track.id if self.track else None,
            "step_id": self.step.id if self.step else None,
            "session_id": self.session.session_id if self.session else None,
        }


def origin_of(db: Session, congregation_id: UUID, values: Mapping[str, Any]) -> Origin:
    """Return where a workshop begins from; what is named must be this congregation's own."""
    session = _session(db, congregation_id, values.get("session_id"))
    step = _step(db, congregation_id, values.get("step_id"))
    if step is None and session is not None:
        step = _step_of(db, session)
    track = step.track if step else _track(db, congregation_id, values.get("track_id"))
    return Origin(session, step, track)


def _session(db: Session, congregation_id: UUID, session_id: UUID | None) -> PlannedSession | None:
    if session_id is None:
        return None
    session = db.get(PlannedSession, session_id)
    if session is None or session.congregation_id != congregation_id:
        raise Invalid("There is no such date here.", {"session_id": "Not of this congregation."})
    return session


def _step(db: Session, congregation_id: UUID, step_id: UUID | None) -> Step | None:
    if step_id is None:
        return None
    step = db.get(Step, step_id)
    if step is None or step.track.journey.congregation_id != congregation_id:
        raise Invalid("There is no such evening.", {"step_id": "Not of this congregation."})
    return step


def _step_of(db: Session, session: PlannedSession) -> Step | None:
    """Return the step that a session was planned for, if it still belongs to this congregation."""
    step = db.get(Step, session.step_id) if session.step_id else None
    if step is None or step.track.journey.congregation_id != session.congregation_id:
        return None
    return step


def _track(db: Session, congregation_id: UUID, track_id: UUID | None) -> Track | None:
    if track_id is None:
        return None
    track = db.get(Track, track_id)
    if track is None or track.journey.congregation_id != congregation_id:
        raise Invalid("There is no such part here.", {"track_id": "Not of this congregation."})
    return track
