"""Calendar feeds: a person's devices, and the entries one of them is given."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.scheduling import policy
from services.scheduling.calendar import Entry
from services.scheduling.model import Feed, Participation, PlannedSession
from services.scheduling.queries.views import NEUTRAL, title
from services.scheduling.walltime import add_months
from shared.errors import NotFound

BACK = timedelta(days=90)
MONTHS_AHEAD = 24


@dataclass(frozen=True, slots=True)
class FeedView:
    """A device that may fetch; its address is not known any more."""

    id: UUID
    device: str
    language: str
    created_at: datetime
    last_fetched_at: datetime | None


def of_person(db: Session, person_id: UUID) -> list[FeedView]:
    """The person's devices that still may fetch, the oldest first."""
    statement = select(Feed).where(Feed.person_id == person_id, Feed.revoked_at.is_(None))
    return [
        FeedView(feed.id, feed.device, feed.language, feed.created_at, feed.last_fetched_at)
        for feed in db.scalars(statement.order_by(Feed.created_at))
    ]


def by_token(db: Session, token: str) -> Feed:
    """The feed to which this token opens the way; NotFound for any other token."""
    statement = select(Feed).where(Feed.token_hash == hash_of(token), Feed.revoked_at.is_(None))
    found = db.scalars(statement).one_or_none()
    if found is None:
        raise NotFound()
    return found


def hash_of(token: str) -> str:
    """What is kept of a token; it has 256 random bits, so a plain hash suffices."""
    return hashlib.sha256(token.encode()).hexdigest()


def entries(db: Session, feed: Feed, at: datetime) -> list[Entry]:
    """What the device shows: everything that ever was firm, from 90 days back to 24 months on."""
    statement = (
        select(PlannedSession)
        .join(Participation, Participation.session_id == PlannedSession.id)
        .where(
            Participation.person_id == feed.person_id,
            # only what was once confirmed has a calendar entry
            PlannedSession.uid.is_not(None),
            PlannedSession.end_utc >= at - BACK,
            PlannedSession.start_utc < add_months(at, MONTHS_AHEAD),
        )
        .order_by(PlannedSession.start_utc, PlannedSession.id)
    )
    return [_entry(session, feed.language) for session in db.scalars(statement)]


def _entry(session: PlannedSession, language: str) -> Entry:
    sealed = session.label >= policy.SENSITIVE
    return Entry(
        uid=session.uid or "",
        sequence=session.sequence,
        revision_at=session.revision_at,
        start=session.start_utc,
        end=session.end_utc,
        title=NEUTRAL[language] if sealed else title(session, language),
        place=None if sealed else session.place,
        text=None if sealed else session.agenda,
        is_on=session.state in ("confirmed", "done"),
        sealed=sealed,
    )
