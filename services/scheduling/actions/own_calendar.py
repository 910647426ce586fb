"""How a person's dates reach his own calendar: feeds per device, and the choice between ways."""

import secrets
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.scheduling.model import Feed, Preference
from services.scheduling.queries import feeds
from shared.actor import Actor
from shared.errors import Conflict, Forbidden, NotFound

MOST_DEVICES = 20
NOTED_EVERY = timedelta(hours=1)


def open_feed(
    db: Session, actor: Actor, *, device: str, language: str, at: datetime
) -> tuple[Feed, str]:
    """Open a feed for one device; returns it with its token, which is never shown again."""
    person = _person(actor)
    if len(feeds.of_person(db, person)) >= MOST_DEVICES:
        raise Conflict(f"At most {MOST_DEVICES} devices; end one first.")
    token = secrets.token_urlsafe(32)
    feed = Feed(
        person_id=person,
        token_hash=feeds.hash_of(token),
        device=device,
        language=language,
        created_at=at,
    )
    db.add(feed)
    db.flush()
    return feed, token


def revoke_feed(db: Session, actor: Actor, feed_id: UUID, *, at: datetime) -> None:
    """End one of the asker's own feeds; its address answers no longer."""
    feed = db.get(Feed, feed_id)
    if feed is None or feed.person_id != actor.id or feed.revoked_at is not None:
        raise NotFound()
    feed.revoked_at = at


def is_worth_noting(feed: Feed, at: datetime) -> bool:
    """Whether the last noted fetch is an hour or more ago, so that reading seldom writes."""
    return feed.last_fetched_at is None or at - feed.last_fetched_at >= NOTED_EVERY


def note_fetch(db: Session, feed_id: UUID, *, at: datetime) -> None:
    """Note that the device came to fetch."""
    feed = db.get(Feed, feed_id)
    if feed is not None:
        feed.last_fetched_at = at


def choose(db: Session, actor: Actor, choice: str, *, at: datetime) -> str:
    """Keep how the asker wants dates: `invitation`, `feed` or `none`."""
    person = _person(actor)
    kept = db.scalars(select(Preference).where(Preference.person_id == person)).one_or_none()
    if kept is None:
        db.add(Preference(person_id=person, choice=choice, changed_at=at))
    else:
        kept.choice, kept.changed_at = choice, at
    db.flush()
    return choice


def _person(actor: Actor) -> UUID:
    if actor.kind != "person" or actor.id is None:
        raise Forbidden("Only a person has a calendar.")
    return actor.id
