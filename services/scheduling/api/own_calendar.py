"""One's own calendar: feeds for calendar programs, and the choice between invitation and feed."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import Response, current_app, request

from services.scheduling import calendar
from services.scheduling.actions import own_calendar as actions
from services.scheduling.queries import feeds as queries
from services.scheduling.queries import letters
from services.scheduling.schemas.incoming import FeedIn, PreferenceIn
from services.scheduling.schemas.outgoing import FeedsOut, OpenedFeedOut, PreferenceOut
from shared.errors import Forbidden
from shared.web import edge
from shared.web.app import blueprint


@dataclass(frozen=True, slots=True)
class Opened:
    """A new feed with the address that is shown once."""

    id: UUID
    device: str
    language: str
    created_at: datetime
    last_fetched_at: datetime | None
    token: str
    url: str


own_calendar = blueprint("own-calendar", "Feeds and preference of the person who asks")


@own_calendar.post("/feeds")
@own_calendar.arguments(FeedIn)
@own_calendar.response(201, OpenedFeedOut)
def open_feed(wanted: dict[str, str]) -> Opened:
    """Open a feed for one device; its address is shown this once."""
    with edge.writing() as db:
        feed, token = actions.open_feed(db, edge.actor(), **wanted, at=edge.now())
    url = f"{current_app.config['PUBLIC_URL']}/api/scheduling/feeds/{token}.ics"
    return Opened(
        id=feed.id,
        device=feed.device,
        language=feed.language,
        created_at=feed.created_at,
        last_fetched_at=None,
        token=token,
        url=url,
    )


@own_calendar.get("/feeds")
@own_calendar.response(200, FeedsOut)
def my_feeds() -> dict[str, Any]:
    """Read one's devices that may fetch."""
    with edge.reading() as db:
        return {"items": queries.of_person(db, _person())}


@own_calendar.delete("/feeds/<uuid:feed_id>")
@own_calendar.response(204)
def revoke_feed(feed_id: UUID) -> None:
    """End a device's feed at once."""
    with edge.writing() as db:
        actions.revoke_feed(db, edge.actor(), feed_id, at=edge.now())


@own_calendar.get("/feeds/<string:token>.ics")
def fetch(token: str) -> Response:
    """Read the calendar of one device (text/calendar, ETag); 404 once it was revoked."""
    at = edge.now()
    with edge.reading() as db:
        feed = queries.by_token(db, token)
        body = calendar.written(queries.entries(db, feed, at))
        feed_id, is_news = feed.id, actions.is_worth_noting(feed, at)
    if is_news:
        # not `edge.writing`: the audit row would hold the token
        with edge.tools().db.write() as db:
            actions.note_fetch(db, feed_id, at=at)
    answer = Response(body, content_type="text/calendar; charset=utf-8")
    answer.set_etag(hashlib.sha256(body).hexdigest())
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.make_conditional(request)
    return answer


@own_calendar.get("/preference")
@own_calendar.response(200, PreferenceOut)
def preference() -> dict[str, Any]:
    """Read how one wants dates in one's calendar."""
    with edge.reading() as db:
        return {"choice": letters.choice_of(db, _person())}


@own_calendar.put("/preference")
@own_calendar.arguments(PreferenceIn)
@own_calendar.response(200, PreferenceOut)
def choose(wanted: dict[str, str]) -> dict[str, str]:
    """Choose how one wants dates in one's calendar."""
    with edge.writing() as db:
        return {"choice": actions.choose(db, edge.actor(), wanted["choice"], at=edge.now())}


def _person() -> UUID:
    actor = edge.actor()
    if actor.kind != "person" or actor.id is None:
        raise Forbidden("Only a person has a calendar.")
    return actor.id
