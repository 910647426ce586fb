"""The shapes of contacts, notes, files and the coach's home."""

from typing import Any

from marshmallow import Schema, fields

from services.congregations.model import codes
from services.congregations.queries.home.reading import Part
from services.congregations.schemas.fields import Coded
from services.congregations.schemas.profiles import JourneyGlance
from shared.web.schema import Day, Strict, Text, Whole


class NewContact(Strict):
    """One line for the contact log; without a day it was today, without a kind a call."""

    kind = Coded(codes.in_list("contact_kinds"), load_default="call")
    on = Day(allow_none=True, load_default=None)
    line = Text(longest=280, required=True)


class ContactOut(Schema):
    """A line of the contact log."""

    id = fields.UUID()
    kind = fields.String()
    on = fields.Date(attribute="on_day")
    line = fields.String()
    by = fields.UUID()
    at = fields.AwareDateTime()


class ContactList(Schema):
    """A page of the contact log."""

    items = fields.List(fields.Nested(ContactOut))
    next = fields.UUID()


class NewNote(Strict):
    """A private note."""

    text = Text(longest=4000, lines=True, required=True)


class NoteOut(Schema):
    """A private note."""

    id = fields.UUID()
    text = fields.String()
    at = fields.AwareDateTime()


class NoteList(Schema):
    """One's own notes."""

    items = fields.List(fields.Nested(NoteOut))


class FileQuery(Strict):
    """How a file is called."""

    name = Text(longest=200, required=True)


class LastContact(Schema):
    """When and how the last contact was, and its line."""

    kind = fields.String()
    line = fields.String()
    on = fields.Date(attribute="on_day")


class NextSession(Schema):
    """The first session to come."""

    session_id = fields.UUID()
    kind = fields.String()
    start = fields.AwareDateTime()


class CurrentTrack(Schema):
    """The part that a congregation is at."""

    id = fields.UUID()
    kind = fields.String()
    title_nl = fields.String()
    title_en = fields.String()
    state = fields.String()


class Waiting(Schema):
    """A proposal that waits for the congregation's or the agency's answer."""

    match_id = fields.UUID()
    waiting_for = fields.String()
    since = fields.AwareDateTime()


class AttentionOut(Schema):
    """One thing that is stuck or due."""

    code = fields.String()
    on = fields.Date()
    id = fields.UUID()
    kind = fields.String()


class LaunchGlance(Schema):
    """The day of a launch."""

    id = fields.UUID()
    held_on = fields.Date()


class DecisionGlance(Schema):
    """A decision that waits to be confirmed, or was contested."""

    id = fields.UUID()
    about = fields.String()
    about_id = fields.UUID()
    held_on = fields.Date()
    state = fields.String()
    at = fields.AwareDateTime()


def _track(part: Part) -> dict[str, str]:
    return {
        "id": str(part.id),
        "kind": part.kind,
        "title_nl": part.title_nl,
        "title_en": part.title_en,
        "state": part.state,
    }


class GlanceOut(Schema):
    """One congregation on the coach's home."""

    id = fields.UUID(attribute="congregation.id")
    name = fields.String(attribute="congregation.name")
    place = fields.String(attribute="congregation.place")
    invented = fields.Boolean(attribute="congregation.invented")
    guided_since = fields.AwareDateTime()
    journey = fields.Nested(JourneyGlance)
    current_track = fields.Nested(CurrentTrack)
    # by hand, since eight of each congregation add up
    tracks = fields.Function(lambda glance: [_track(one) for one in glance.tracks])
    last_contact = fields.Nested(LastContact)
    days_silent = fields.Integer()
    next_session = fields.Nested(NextSession)
    waiting = fields.List(fields.Nested(Waiting))
    launch = fields.Nested(LaunchGlance)
    decisions = fields.List(fields.Nested(DecisionGlance))
    attention = fields.List(fields.Nested(AttentionOut))


class HomeQuery(Strict):
    """How many congregations are told in full; without it all of them."""

    full = Whole(low=0, high=1000, load_default=None)


def _in_short(home: Any) -> list[dict[str, Any]]:
    """Return those that are not told in full; by hand, since there may be hundreds."""
    return [
        {
            "id": str(glance.congregation.id),
            "name": glance.congregation.name,
            "place": glance.congregation.place,
            "days_silent": glance.days_silent,
            "attention": [found.code for found in glance.attention],
        }
        for glance in home["others"]
    ]


class HomeOut(Schema):
    """The coach's home: the longest unheard in full, the others in short."""

    today = fields.Date()
    congregations = fields.List(fields.Nested(GlanceOut))
    others = fields.Function(_in_short)
