"""The shapes of workshops: cards, photos, the report, and the codes of sheets."""

import base64
import re
from typing import Any

from marshmallow import Schema, fields, validate

from services.congregations.actions.workshops.cards import LONGEST, MOST, MOST_VOTES
from services.congregations.model import codes
from services.congregations.schemas.fields import Coded, Id
from services.congregations.schemas.intake import Present, PresentOut
from services.congregations.schemas.journeys import CongregationGlance
from shared.web.schema import Day, Strict, Text, Truth, Whole

KEY = re.compile(r"[A-Za-z0-9_-]{8,64}\Z", re.ASCII)


class NewWorkshop(Strict):
    """What to begin a record from; a planned session or a step says the rest by itself."""

    session_id = Id(allow_none=True, load_default=None)
    step_id = Id(allow_none=True, load_default=None)
    track_id = Id(allow_none=True, load_default=None)
    kind = Coded(codes.in_list("session_kinds"), allow_none=True, load_default=None)
    title = Text(longest=160, allow_none=True, load_default=None)
    held_on = Day(allow_none=True, load_default=None)
    language = Text(validate=validate.OneOf(("nl", "en")), load_default="nl")


class WorkshopFacts(Strict):
    """What stands around the cards."""

    language = Text(validate=validate.OneOf(("nl", "en")))
    attendance = fields.List(fields.Nested(Present), validate=validate.Length(max=30))
    opening = Text(longest=600, lines=True, empty=True)
    agreed = Text(longest=8000, lines=True, empty=True)


class WorkshopRevision(WorkshopFacts):
    """A workshop put right: what stands around its cards, its title and day."""

    title = Text(longest=160)
    held_on = Day()


class NewCard(Strict):
    """What the group put on a board."""

    board = Text(longest=40, required=True)
    text = Text(longest=LONGEST, required=True)
    theme = Text(longest=80, empty=True, load_default="")
    votes = Whole(low=0, high=MOST_VOTES, load_default=0)


class NewCards(Strict):
    """A form of cards; `key` is its own, so that sending it twice adds nothing."""

    key = Text(longest=64, required=True, validate=validate.Regexp(KEY))
    cards = fields.List(
        fields.Nested(NewCard), validate=validate.Length(max=MOST), load_default=list
    )
    facts = fields.Nested(WorkshopFacts, load_default=None)


class CardRevision(Strict):
    """A card put otherwise."""

    id = Id(required=True)
    text = Text(longest=LONGEST)
    theme = Text(longest=80, empty=True)
    votes = Whole(low=0, high=MOST_VOTES)
    board = Text(longest=40)


class CardsRevision(Strict):
    """Several cards put otherwise at once, and some taken away."""

    cards = fields.List(
        fields.Nested(CardRevision), validate=validate.Length(max=MOST), load_default=list
    )
    drop = fields.List(Id(), validate=validate.Length(max=MOST), load_default=list)


class Merge(Strict):
    """Cards to lay together into the first."""

    cards = fields.List(Id(), required=True, validate=validate.Length(min=2, max=50))
    text = Text(longest=LONGEST, allow_none=True, load_default=None)


class PhotoQuery(Strict):
    """What a photo shows."""

    caption = Text(longest=200, empty=True, load_default="")


class Publication(Strict):
    """Whether the part to which the workshop belongs is reported with it."""

    track_reported = Truth(load_default=False)


class CardOut(Schema):
    """A card."""

    id = fields.UUID()
    board = fields.String()
    text = fields.String()
    theme = fields.String()
    votes = fields.Integer()
    position = fields.Integer()


class PhotoOut(Schema):
    """A photo, without its content."""

    id = fields.UUID()
    file_id = fields.UUID()
    caption = fields.String()
    width = fields.Integer()
    height = fields.Integer()
    by = fields.UUID()
    at = fields.AwareDateTime()


class ReportPhotoOut(PhotoOut):
    """A photo with its small picture as an address that holds the data itself."""

    source = fields.Function(
        lambda photo: f"data:image/jpeg;base64,{base64.b64encode(photo.small).decode()}"
    )


class WorkshopChangeOut(Schema):
    """A report was published or taken up again."""

    to_state = fields.String(data_key="to")
    version = fields.Integer()
    by = fields.UUID()
    at = fields.AwareDateTime()


class WorkshopGlance(Schema):
    """A workshop in a list."""

    id = fields.UUID()
    kind = fields.String()
    title = fields.String()
    held_on = fields.Date()
    state = fields.String()
    version = fields.Integer()
    published_at = fields.AwareDateTime()
    track_id = fields.UUID()
    step_id = fields.UUID()
    session_id = fields.UUID()


class ListedOut(Schema):
    """A workshop in a list, with the number of its cards."""

    workshop = fields.Nested(WorkshopGlance)
    cards = fields.Integer()


class WorkshopOut(WorkshopGlance):
    """A workshop with its boards, each with its cards."""

    congregation_id = fields.UUID()
    journey_id = fields.UUID()
    language = fields.String()
    opening = fields.String()
    agreed = fields.String()
    attendance = fields.List(fields.Nested(PresentOut))
    begun_by = fields.UUID()
    begun_at = fields.AwareDateTime()
    published_by = fields.UUID()
    boards = fields.Function(lambda workshop: [_board(workshop, one) for one in workshop.boards])
    photos = fields.List(fields.Nested(PhotoOut))
    changes = fields.List(fields.Nested(WorkshopChangeOut))


class SeenTrack(Schema):
    """The part to which a workshop belongs."""

    id = fields.UUID()
    kind = fields.String()
    title_nl = fields.String()
    title_en = fields.String()
    state = fields.String()


class WorkshopWhole(Schema):
    """A workshop with everything around it; `code` stands on its paper sheets."""

    relations = fields.Function(lambda seen: sorted(seen.standing.relations))
    congregation = fields.Nested(CongregationGlance)
    workshop = fields.Nested(WorkshopOut)
    track = fields.Nested(SeenTrack)
    code = fields.String()
    last_of_track = fields.Boolean()


class ReportOut(WorkshopWhole):
    """A workshop as its printed report needs it."""

    photos = fields.List(fields.Nested(ReportPhotoOut))


class PlannedOut(Schema):
    """A date in the calendar of which there is no record yet."""

    session_id = fields.UUID()
    step_id = fields.UUID()
    kind = fields.String()
    start = fields.AwareDateTime()


class OpenStep(Schema):
    """An evening that a part has."""

    id = fields.UUID()
    kind = fields.String()
    title_nl = fields.String()
    title_en = fields.String()


class OpenTrack(SeenTrack):
    """A part of the open journey with its evenings."""

    steps = fields.List(fields.Nested(OpenStep))


class OverviewOfWorkshops(Schema):
    """The workshops of a congregation, and what one could begin a record from."""

    relations = fields.Function(lambda seen: sorted(seen.standing.relations))
    congregation = fields.Nested(CongregationGlance)
    items = fields.List(fields.Nested(ListedOut))
    planned = fields.List(fields.Nested(PlannedOut))
    tracks = fields.Function(
        lambda seen: OpenTrack(many=True).dump(seen.journey.tracks if seen.journey else [])
    )


class SheetOut(Schema):
    """Where the answers of a paper sheet belong."""

    code = fields.String()
    kind = fields.String()
    subject_id = fields.UUID()
    congregation_id = fields.UUID()


def _board(workshop: Any, board: dict[str, Any]) -> dict[str, Any]:
    mine = [card for card in workshop.cards if card.board == board["code"]]
    return {**board, "cards": CardOut(many=True).dump(mine)}
