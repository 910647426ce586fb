"""What notifications reads and writes on the wire."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate

from services.notifications.actions.borrowing import Invitation
from services.notifications.facts import Evening
from services.notifications.model import STATES
from services.notifications.queries.deliveries import Wanted
from services.notifications.render import LANGUAGES, LETTERS
from shared.web.schema import Address, Strict, Text, Whole

NAMES = tuple(kind.name for kind in LETTERS)


class PreviewIn(Strict):
    """A letter to look at: moments and days in its facts are ISO texts."""

    letter = fields.String(required=True, validate=validate.OneOf(NAMES))
    language = fields.String(required=True, validate=validate.OneOf(LANGUAGES))
    facts = fields.Dict(keys=Text(longest=40), values=fields.Raw(allow_none=True), required=True)

    @post_load
    def _typed(self, data: dict[str, Any], **_more: object) -> dict[str, Any]:
        return {**data, "facts": {name: _fact(name, fact) for name, fact in data["facts"].items()}}


class RaterInvitationIn(Strict):
    """One mail with a rater's link; its address is forgotten once the mail was handed over."""

    round_id = fields.UUID(required=True)
    congregation_id = fields.UUID(required=True)
    address = Address(required=True)
    language = fields.String(required=True, validate=validate.OneOf(LANGUAGES))
    token = fields.String(required=True, validate=validate.Regexp(r"[A-Za-z0-9_-]{20,60}\Z"))

    @post_load
    def _as_invitation(self, data: dict[str, Any], **_more: object) -> dict[str, Any]:
        return {"asked": Invitation(**data)}


class PreviewOut(Schema):
    """A letter as it would be read."""

    subject = fields.String()
    plain = fields.String()
    html = fields.String()


class MailsQuery(Strict):
    """A part of the mailbox."""

    limit = Whole(low=1, high=200, load_default=50)
    after = fields.String(load_default=None)


class MailLine(Schema):
    """A mail in the list."""

    id = fields.String()
    to = fields.String()
    subject = fields.String()
    message_id = fields.String()
    date = fields.String()


class MailList(Schema):
    """A part of the mailbox, the newest first."""

    items = fields.List(fields.Nested(MailLine))
    next = fields.String(allow_none=True)


class CalendarOut(Schema):
    """The calendar part of a mail."""

    method = fields.String()
    text = fields.String()


class MailOut(MailLine):
    """One mail, opened."""

    plain = fields.String()
    html = fields.String()
    calendar = fields.Nested(CalendarOut, allow_none=True)
    headers = fields.List(fields.List(fields.String()))
    raw = fields.String()


class DeliveriesQuery(Strict):
    """Which deliveries."""

    limit = Whole(low=1, high=200, load_default=50)
    after = fields.UUID(load_default=None)
    state = fields.String(load_default=None, validate=validate.OneOf(STATES))
    letter = fields.String(load_default=None, validate=validate.OneOf(NAMES))
    person_id = fields.UUID(load_default=None)

    @post_load
    def _wanted(self, data: dict[str, Any], **_more: object) -> Wanted:
        return Wanted(**data)


class DeliveryOut(Schema):
    """Where one mail stands; never its text or an address."""

    id = fields.UUID()
    letter = fields.String(attribute="message.letter")
    importance = fields.String(attribute="message.importance")
    recipient_kind = fields.String(attribute="message.recipient_kind")
    person_id = fields.UUID(attribute="message.person_id")
    state = fields.String()
    reason = fields.String(allow_none=True)
    attempts = fields.Integer()
    queued_at = fields.AwareDateTime(attribute="message.created_at")
    changed_at = fields.AwareDateTime()
    next_at = fields.AwareDateTime()
    sent_at = fields.AwareDateTime(allow_none=True)


class PauseOut(Schema):
    """That the relay refuses us, and until when it is left alone."""

    until = fields.AwareDateTime()
    reason = fields.String()


class DeliveryList(Schema):
    """A part of the deliveries, the newest first."""

    items = fields.List(fields.Nested(DeliveryOut))
    next = fields.UUID(allow_none=True)
    paused = fields.Nested(PauseOut, allow_none=True)


def _fact(name: str, fact: object) -> object:
    reader = _READERS.get(name)
    if reader is None or fact is None:
        return fact
    try:
        return reader(fact)
    except (TypeError, ValueError, KeyError) as fault:
        raise ValidationError(f"{name}: not of the form that is needed.", "facts") from fault


def _moment(fact: object) -> datetime:
    moment = datetime.fromisoformat(str(fact))
    if moment.tzinfo is None or not 1900 <= moment.year <= 2100:
        raise ValueError("without a zone, or too far away")
    return moment


def _day(fact: object) -> date:
    day = date.fromisoformat(str(fact))
    if not 1900 <= day.year <= 2100:
        raise ValueError("too far away")
    return day


def _evenings(fact: object) -> list[Evening]:
    if not isinstance(fact, list) or not all(isinstance(one, dict) for one in fact):
        raise ValueError("a list of evenings is needed")
    return [Evening(_moment(one["start"]), one["minutes"]) for one in fact]


_READERS: Mapping[str, Callable[[object], object]] = {
    "start": _moment,
    "previous_start": _moment,
    "until": _day,
    "on": _day,
    "evenings": _evenings,
}
