"""The operator's look at a service's events and his decisions about them, over HTTP."""

from datetime import datetime
from typing import Any
from uuid import UUID

from flask_smorest import Blueprint
from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from shared import operating
from shared.backlog import backlog
from shared.errors import Invalid, NotFound
from shared.operating import STATES, STUCK, Wanted
from shared.web import edge
from shared.web.schema import Moment, Strict, Text, Truth, Whole

ACCESS: dict[str, tuple[str, ...]] = {
    "GET /events": ("operator:any",),
    "POST /events/replay": ("operator:any",),
    "POST /events/resend": ("operator:any",),
    "POST /events/<uuid:event_id>/replay": ("operator:any",),
    "POST /events/<uuid:event_id>/discard": ("operator:any",),
}
SHOWN = 50  # of the events that a decision is about


class _Choice(Strict):
    """Which events; everything given must hold."""

    type = Text(load_default=None, longest=120)
    since = Moment(load_default=None)
    until = Moment(load_default=None)

    @validates_schema(skip_on_field_errors=True)
    def _in_order(self, data: dict[str, Any], **_more: object) -> None:
        since, until = data["since"], data["until"]
        if since and until and since >= until:
            raise ValidationError("It must lie after `since`.", "until")


class EventsQuery(_Choice):
    """Which events to look at."""

    state = fields.String(load_default=None, validate=validate.OneOf(STATES))
    error = Text(load_default=None, longest=500, lines=True)
    event_id = fields.UUID(load_default=None)
    limit = Whole(low=1, high=200, load_default=200)


class ReplayIn(_Choice):
    """Which events to try again: all that are parked or refused, unless it says less."""

    state = fields.String(load_default=None, validate=validate.OneOf(operating.REPLAYED))
    error = Text(load_default=None, longest=500, lines=True)
    dry_run = Truth(required=True)


class ResendIn(_Choice):
    """Which events that left already are to be sent once more."""

    dry_run = Truth(required=True)


class DiscardIn(Strict):
    """Why an event is given up."""

    reason = Text(required=True, longest=300)


class EventOut(Schema):
    """One event, without what is in it."""

    event_id = fields.UUID()
    source = fields.String()
    type = fields.String()
    subject = fields.String()
    state = fields.String()
    attempts = fields.Integer()
    reason = fields.String(allow_none=True)
    received_at = fields.AwareDateTime(attribute="since")
    next_at = fields.AwareDateTime(allow_none=True)
    trace = fields.String(allow_none=True)
    replayable = fields.Boolean()


class StandingOut(Schema):
    """Numbers: what waits to leave, what was refused, and by state what came in and is open."""

    waiting = fields.Integer()
    oldest_at = fields.AwareDateTime(attribute="oldest", allow_none=True)
    refused = fields.Integer()
    open = fields.Dict(keys=fields.String(), values=fields.Integer(), attribute="inbox")


class EventsOut(Schema):
    """What waits in a service, the oldest first; `count` is how many there are of those asked."""

    standing = fields.Nested(StandingOut)
    count = fields.Integer()
    items = fields.List(fields.Nested(EventOut))


class EventsDecided(Schema):
    """What a decision is about: how many events, and the first of them."""

    count = fields.Integer()
    items = fields.List(fields.Nested(EventOut))
    dry_run = fields.Boolean()


def routes(blp: Blueprint) -> Blueprint:
    """Lay the routes that every service has on a blueprint of its own."""
    again, many, once_more = "/events/<uuid:event_id>/replay", "/events/replay", "/events/resend"
    blp.get("/events")(
        blp.arguments(EventsQuery, location="query")(blp.response(200, EventsOut)(_list))
    )
    blp.post(again)(blp.response(202)(_replay))
    blp.post(many)(blp.arguments(ReplayIn)(blp.response(200, EventsDecided)(_replay_many)))
    blp.post(once_more)(blp.arguments(ResendIn)(blp.response(200, EventsDecided)(_resend)))
    never = "/events/<uuid:event_id>/discard"
    blp.post(never)(blp.arguments(DiscardIn)(blp.response(200)(_discard)))
    return blp


def _list(query: dict[str, Any]) -> dict[str, Any]:
    """What waits here, was refused or is parked, and why."""
    limit, event_id = query.pop("limit"), query.pop("event_id")
    wanted = _wanted(query, default=operating.LISTED, ids=(event_id,) if event_id else ())
    with edge.reading() as db:
        return {
            "standing": backlog(db),
            "count": operating.counted(db, wanted),
            "items": operating.listed(db, wanted, limit=limit),
        }


def _replay(event_id: UUID) -> dict[str, str]:
    """Try one event again at once."""
    with edge.writing() as db:
        wanted = Wanted(states=operating.REPLAYED, ids=(event_id,))
        if not operating.replay(db, wanted):
            raise NotFound
    return {"state": "retry"}


def _replay_many(wish: dict[str, Any]) -> dict[str, Any]:
    """Try all again that are meant; with `dry_run` only tell which that would be."""
    dry_run = wish.pop("dry_run")
    wanted = operating.to_replay(_wanted(wish, default=STUCK))
    if dry_run:
        return _shown(wanted)
    noted = _noted(wish)
    with edge.writing(noted) as db:
        shown = operating.listed(db, wanted, limit=SHOWN)
        count = operating.replay(db, wanted)
        noted["events"] = str(count)
    return {"count": count, "items": shown, "dry_run": False}


def _resend(wish: dict[str, Any]) -> dict[str, Any]:
    """Send once more what left, under the same ids; readers drop what they know."""
    dry_run = wish.pop("dry_run")
    wanted = operating.to_resend(_wanted(wish, default=("published",)), at=edge.now())
    if not any(wish.values()):
        raise Invalid("Some fields are not valid.", {"since": "Say since when, or of which type."})
    if dry_run:
        return _shown(wanted)
    noted = _noted(wish)
    with edge.writing(noted) as db:
        shown = operating.listed(db, wanted, limit=SHOWN)
        count = operating.resend(db, wanted, at=edge.now())
        noted["events"] = str(count)
    return {"count": count, "items": shown, "dry_run": False}


def _discard(wish: dict[str, Any], event_id: UUID) -> dict[str, str]:
    """Give one event up for good; who, when and why are in the audit log."""
    with edge.writing(wish) as db:
        wanted = Wanted(ids=(event_id,))
        if not operating.discard(db, wanted, reason=wish["reason"], at=edge.now()):
            raise NotFound
    return {"state": "discarded"}


def _shown(wanted: Wanted) -> dict[str, Any]:
    with edge.reading() as db:
        count = operating.counted(db, wanted)
        return {"count": count, "items": operating.listed(db, wanted, limit=SHOWN), "dry_run": True}


def _wanted(
    wish: dict[str, Any], *, default: tuple[str, ...], ids: tuple[UUID, ...] = ()
) -> Wanted:
    given = {name: value for name, value in wish.items() if name != "state"}
    states = (wish["state"],) if wish.get("state") else default
    return Wanted(states=states, ids=ids, **given)


def _noted(wish: dict[str, Any]) -> dict[str, str]:
    """Return what the audit log tells of a choice."""
    return {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in wish.items()
        if value
    }
