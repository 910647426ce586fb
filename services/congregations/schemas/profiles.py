"""The shapes of a congregation's profile, its card and the import's report."""

from typing import Any

from marshmallow import Schema, fields, post_load

from services.congregations.model import codes
from services.congregations.model.codes import PASSIONS
from services.congregations.schemas.fields import Coded, Ids, Listing, code
from shared.web.schema import Strict, Text, Truth, Whole

Passions = Strict.from_dict(
    {kind: Listing(Coded(reader), most=40) for kind, reader in PASSIONS.items()},
    name="Passions",
)


class ProfileFields(Strict):
    """What may be said about a congregation; whatever is left out stays as it is."""

    place = Text(longest=120, allow_none=True)
    region = code("region")
    denomination = code("denomination")
    size_band = code("size_band")
    languages = Listing(Coded(codes.spoken), most=20)
    capacity_people = code("capacity_people")
    capacity_hours = code("capacity_hours")
    capacity_budget = code("capacity_budget")
    risk_appetite = code("risk_appetite")
    wish_role = code("wish_role")
    horizon = code("horizon")
    decision_body = code("decision_body")
    named_to_agencies = Truth()
    gifts = fields.Dict(
        keys=Coded(codes.in_list("means")), values=Coded(codes.in_list("gift_bands"))
    )
    talents = fields.Dict(
        keys=Coded(codes.in_list("skills")), values=Coded(codes.in_list("talent_bands"))
    )
    passions = fields.Nested(Passions)


class NewCongregation(ProfileFields):
    """A congregation to register."""

    name = Text(longest=200, required=True)
    invented = Truth()


class ProfileChange(ProfileFields):
    """A profile put right; `version` is the one that was read."""

    name = Text(longest=200)
    version = Whole(low=1, required=True)


class JourneyGlance(Schema):
    """A journey in one line."""

    id = fields.UUID()
    template = fields.String()
    state = fields.String()
    opened_at = fields.AwareDateTime()
    closed_at = fields.AwareDateTime()


class Profile(Schema):
    """A congregation's whole profile; null or absent means not yet known."""

    id = fields.UUID()
    name = fields.String()
    place = fields.String()
    region = fields.String()
    school_region = fields.String()
    denomination = fields.String()
    size_band = fields.String()
    languages = fields.List(fields.String())
    capacity_people = fields.String()
    capacity_hours = fields.String()
    capacity_budget = fields.String()
    risk_appetite = fields.String()
    wish_role = fields.String()
    horizon = fields.String()
    decision_body = fields.String()
    named_to_agencies = fields.Boolean()
    gifts = fields.Dict(keys=fields.String(), values=fields.String())
    talents = fields.Dict(keys=fields.String(), values=fields.String())
    passions = fields.Dict(keys=fields.String(), values=fields.List(fields.String()))
    coaches = fields.List(fields.UUID())
    invented = fields.Boolean()
    registered_at = fields.AwareDateTime()
    version = fields.Integer()


class ListItem(Schema):
    """A congregation in a list: `place` and beyond only where the asker may read it."""

    id = fields.UUID(attribute="congregation.id")
    name = fields.String(attribute="congregation.name")
    invented = fields.Boolean(attribute="congregation.invented")
    state = fields.Function(lambda item: item.journey.state if item.journey else "none")
    place = fields.Function(lambda item: item.congregation.place if item.readable else None)
    readable = fields.Boolean()


class ProfileList(Schema):
    """A page of congregations."""

    items = fields.List(fields.Nested(ListItem))
    next = fields.UUID()


class CardsQuery(Strict):
    """Which cards."""

    ids = Ids(required=True)


class Card(Schema):
    """A congregation's name and what stands beside it on other services' pages and letters."""

    id = fields.UUID()
    name = fields.String()
    place = fields.String()
    region = fields.String()
    denomination = fields.String()
    size_band = fields.String()
    decision_body = fields.String()
    named_to_agencies = fields.Boolean()
    coaches = fields.List(fields.UUID())


class OperatorCard(Schema):
    """What an operator reads of a congregation: that it exists."""

    id = fields.UUID()
    name = fields.String()


class ImportQuery(Strict):
    """How to import; a dry run (`1`, the default) changes nothing."""

    dry_run = Whole(low=0, high=1, load_default=1)

    @post_load
    def _as_truth(self, data: dict[str, Any], **_more: object) -> dict[str, Any]:
        return {"dry_run": data["dry_run"] == 1}


class Rejected(Schema):
    """Why a row is not taken."""

    line = fields.Integer()
    field = fields.String()
    value = fields.String()
    reason = fields.String()


class Difference(Schema):
    """What an import changes in one field."""

    field = fields.String()
    before = fields.Raw()
    after = fields.Raw()


class ImportChange(Schema):
    """What an import does with one row: `new`, `update` or `same`."""

    line = fields.Integer()
    name = fields.String()
    place = fields.String()
    act = fields.String()
    congregation_id = fields.UUID()
    differences = fields.List(fields.Nested(Difference))


class ImportReport(Schema):
    """What an import did or, in a dry run, would do."""

    dry_run = fields.Boolean()
    rows = fields.Integer()
    accepted = fields.Integer()
    rejected = fields.List(fields.Nested(Rejected))
    ignored_columns = fields.List(fields.String())
    changes = fields.List(fields.Nested(ImportChange))
