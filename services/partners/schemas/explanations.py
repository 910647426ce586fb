"""Why an offering stands where it stands in a ranking, over HTTP."""

from typing import Any

from marshmallow import Schema, fields, validate
from sqlalchemy import Row

from services.partners.schemas import offerings
from services.partners.schemas.matches import IntervalOut
from shared.web.schema import Strict


class Spoken(Strict):
    """In which language an explanation is wanted."""

    language = fields.String(validate=validate.OneOf(("nl", "en")), load_default="nl")


class LineOut(Schema):
    """What one criterion counts in its part, in hundredths of a point."""

    criterion = fields.String()
    name = fields.String()
    sentence = fields.String()
    points = fields.Integer()
    low = fields.Integer()
    high = fields.Integer()


class PartOut(Schema):
    """Lines with their sum; the sums of all parts add up to the score."""

    code = fields.String()
    points = fields.Integer()
    lines = fields.List(fields.Nested(LineOut))


class ChangesOut(Schema):
    """The fewest answers or changes that lift it into the first places, or drop it out of them."""

    effect = fields.String()
    first = fields.Integer()
    sentences = fields.List(fields.String())


class ExplanationOut(Schema):
    """Why one offering stands where it stands; `score` and `place` are null where it cannot be."""

    congregation_id = fields.UUID()
    offering = fields.Method("offering_of")
    agency_name = fields.String()
    employed = fields.Boolean()
    policy_version = fields.String()
    place = fields.Integer(allow_none=True)
    of = fields.Integer()
    score = fields.Nested(IntervalOut, allow_none=True)
    parts = fields.List(fields.Nested(PartOut))
    excluded = fields.List(fields.String())
    changes = fields.Nested(ChangesOut)

    def offering_of(self, explained: dict[str, Any]) -> dict[str, Any]:
        """Return the offering with its agency."""
        row: Row[Any] = explained["offering"]
        return offerings.of_row(row)
