"""People groups and their imports over HTTP."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, validate

from shared.reference.countries import is_country
from shared.web.schema import Code, Day, Strict, Text, Whole

MOST = 100


class Keys(fields.Field[tuple[str, ...]]):
    """Keys in one text, separated by commas; at most a hundred."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> tuple[str, ...]:
        keys = tuple(part for part in str(value).split(",") if part)
        if len(keys) > MOST or any(not key.isascii() or len(key) > 40 for key in keys):
            raise ValidationError(f"At most {MOST} keys separated by commas.")
        return keys


class PeopleGroupsWanted(Strict):
    """Which people groups are wanted."""

    limit = Whole(low=1, high=200, load_default=50)
    after = Text(longest=40, load_default=None)
    query = Text(longest=80, load_default=None)
    country = Code(is_country, load_default=None)
    keys = Keys(load_default=())


class ImportWanted(Strict):
    """How a list is to be read, and whether only the differences are wanted."""

    dry_run = fields.Boolean(load_default=False)
    release = Text(longest=40, load_default=None)
    as_of = Day(load_default=None)
    bible_scale = fields.String(validate=validate.OneOf(("2018", "2025")), load_default=None)
    language = fields.String(validate=validate.OneOf(("nl", "en")), load_default="nl")


class AttributionOut(Schema):
    """What stands wherever values are shown."""

    nl = fields.String()
    en = fields.String()
    url = fields.String(allow_none=True)


class PeopleGroupOut(Schema):
    """A people in a country."""

    key = fields.String()
    name = fields.String()
    name_in_country = fields.String()
    country = fields.String()
    population = fields.Integer(allow_none=True)
    jp_scale = fields.Integer(allow_none=True)
    least_reached = fields.Boolean(allow_none=True)
    frontier = fields.Boolean(allow_none=True)
    language_code = fields.String(allow_none=True)
    bible_status = fields.String(allow_none=True)
    religion = fields.String(allow_none=True)
    percent_adherents = fields.Float(allow_none=True)
    percent_evangelical = fields.Float(allow_none=True)
    latitude = fields.Float(allow_none=True)
    longitude = fields.Float(allow_none=True)
    source = fields.String()
    release = fields.String()
    as_of = fields.Date()
    invented = fields.Boolean()


class PeopleGroupPage(Schema):
    """One page of people groups with the words that stand beside them."""

    items = fields.List(fields.Nested(PeopleGroupOut))
    next = fields.String(allow_none=True)
    attributions = fields.List(fields.Nested(AttributionOut))


class RejectedOut(Schema):
    """A row that is not taken, and why."""

    line = fields.Integer()
    code = fields.String()
    reason = fields.String()


class FlagOut(Schema):
    """Something to look at, and how often it occurs."""

    code = fields.String()
    count = fields.Integer()
    sentence = fields.String()


class ReportOut(Schema):
    """What a list changed, or would change; the first 200 rejected rows with their reasons."""

    applied = fields.Boolean()
    import_id = fields.UUID(allow_none=True)
    source = fields.String()
    release = fields.String()
    as_of = fields.Date()
    invented = fields.Boolean()
    layout = fields.String()
    title = fields.String()
    encoding = fields.String()
    separator = fields.String()
    sha256 = fields.String()
    rows = fields.Integer()
    accepted = fields.Integer()
    added = fields.Integer()
    changed = fields.Integer()
    vanished = fields.Integer()
    unchanged = fields.Integer()
    rejected_count = fields.Integer()
    rejected = fields.List(fields.Nested(RejectedOut))
    flags = fields.List(fields.Nested(FlagOut))
    attribution = fields.Nested(AttributionOut)


class ImportOut(Schema):
    """A list that was applied."""

    id = fields.UUID()
    source = fields.String()
    release = fields.String()
    as_of = fields.Date()
    invented = fields.Boolean()
    title = fields.String()
    sha256 = fields.String()
    added = fields.Integer()
    changed = fields.Integer()
    vanished = fields.Integer()
    unchanged = fields.Integer()
    rejected = fields.Integer()
    applied_by = fields.UUID(allow_none=True)
    applied_at = fields.AwareDateTime()


class ImportList(Schema):
    """The lists that were applied."""

    items = fields.List(fields.Nested(ImportOut))
