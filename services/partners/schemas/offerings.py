"""Offerings over HTTP: read by schema, written from plain rows because lists must be quick."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from marshmallow import Schema, fields, post_load, validate
from sqlalchemy import Row

from services.partners.matching import Scales
from services.partners.model import OFFERING_COLUMNS, Agency, Offering
from services.partners.schemas.agencies import is_language
from services.partners.schemas.lists import Page, code_of, codes_in, codes_of
from shared.reference.countries import is_country
from shared.reference.denominations import denominations
from shared.web.schema import Code, Day, Strict, Text, Truth, Whole

STATES = ("draft", "open", "closed", "withdrawn")
PLAIN = tuple(
    column.name
    for column in OFFERING_COLUMNS
    if column.name not in ("starts_on", "ends_on", "created_at", "changed_at", "id", "agency_id")
)


def is_denomination(code: str) -> bool:
    """Tell whether a code names a denomination or a family of them."""
    return any(code in (each.code, each.family) for each in denominations())


class OfferingFields(Strict):
    """What an agency says of an offering; what is left out or null is not yet known."""

    title_nl = Text(longest=160, allow_none=True)
    title_en = Text(longest=160, allow_none=True)
    summary_nl = Text(longest=4000, lines=True, allow_none=True)
    summary_en = Text(longest=4000, lines=True, allow_none=True)
    kind = Code(lambda code: code in Scales().kind_horizons, required=True)
    functions = codes_in("functions")
    talents = codes_in("skills")
    means = codes_in("means")
    people_groups = codes_of(lambda code: code.isascii() and code.isalnum() and len(code) <= 40)
    countries = codes_of(is_country)
    regions = codes_in("world_regions")
    languages = codes_of(is_language)
    themes = codes_in("passion_themes")
    denominations = codes_of(is_denomination)
    starts_on = Day(allow_none=True)
    ends_on = Day(allow_none=True)
    capacity = Whole(low=1, high=100_000, allow_none=True)
    conditions = Text(longest=2000, lines=True, empty=True, allow_none=True)
    risk = code_of("risk_appetites")
    cost_band = code_of("cost_bands")
    minimum_commitment = code_of("commitment_bands")
    role_given = code_of("wish_roles")
    earliest_stage = Code(lambda code: code in Scales().stages, allow_none=True)
    label = Whole(low=0, high=3)

    @post_load
    def settle(self, data: dict[str, Any], **_more: object) -> dict[str, Any]:
        """Put lists in one order, so that the order of a sync is no difference."""
        return {
            name: sorted(set(value)) if isinstance(value, list) else value
            for name, value in data.items()
        }


class NewOffering(OfferingFields):
    """A new offering, a draft unless it says open."""

    ref = Text(longest=80, allow_none=True)
    state = fields.String(validate=validate.OneOf(("draft", "open")), load_default="draft")
    label = Whole(low=0, high=3, load_default=1)
    invented = Truth(load_default=False)


class OfferingChange(OfferingFields):
    """Only what changes; `version` guards against overwriting somebody."""

    version = Whole(low=1, load_default=None)


class WholeOffering(OfferingFields):
    """An offering as the agency's own software has it: what it leaves out becomes not known."""

    state = fields.String(validate=validate.OneOf(STATES))
    label = Whole(low=0, high=3, load_default=1)

    @post_load
    def whole(self, data: dict[str, Any], **_more: object) -> dict[str, Any]:
        """Fill in null for what is left out."""
        return {**dict.fromkeys(CONTENT), **data}


CONTENT = tuple(name for name in OfferingFields._declared_fields if name != "label")


class ByRef(Strict):
    """Whether only the differences are wanted, and for which agency when one speaks for more."""

    dry_run = fields.Boolean(load_default=False)
    agency_id = fields.UUID(load_default=None)


class Step(Strict):
    """The state an offering comes into."""

    to = fields.String(required=True, validate=validate.OneOf(STATES))


class OfferingPageWanted(Page):
    """Which part of the offerings is wanted."""

    agency_id = fields.UUID(load_default=None)
    kind = fields.List(Code(lambda code: code in Scales().kind_horizons), load_default=())


class AgencyName(Schema):
    """The agency beside its offering."""

    id = fields.UUID()
    name = fields.String()
    claimed = fields.Boolean()


class OfferingOut(Schema):
    """An offering as it is answered; `places_left` is null when the capacity is not known."""

    id = fields.UUID()
    agency_id = fields.UUID()
    agency = fields.Nested(AgencyName, allow_none=True)
    ref = fields.String(allow_none=True)
    title_nl = fields.String(allow_none=True)
    title_en = fields.String(allow_none=True)
    summary_nl = fields.String(allow_none=True)
    summary_en = fields.String(allow_none=True)
    kind = fields.String()
    functions = fields.List(fields.String(), allow_none=True)
    talents = fields.List(fields.String(), allow_none=True)
    means = fields.List(fields.String(), allow_none=True)
    people_groups = fields.List(fields.String(), allow_none=True)
    countries = fields.List(fields.String(), allow_none=True)
    regions = fields.List(fields.String(), allow_none=True)
    languages = fields.List(fields.String(), allow_none=True)
    themes = fields.List(fields.String(), allow_none=True)
    denominations = fields.List(fields.String(), allow_none=True)
    starts_on = fields.Date(allow_none=True)
    ends_on = fields.Date(allow_none=True)
    capacity = fields.Integer(allow_none=True)
    taken = fields.Integer()
    places_left = fields.Integer(allow_none=True)
    conditions = fields.String(allow_none=True)
    risk = fields.String(allow_none=True)
    cost_band = fields.String(allow_none=True)
    minimum_commitment = fields.String(allow_none=True)
    role_given = fields.String(allow_none=True)
    earliest_stage = fields.String(allow_none=True)
    label = fields.Integer()
    state = fields.String()
    version = fields.Integer()
    invented = fields.Boolean()
    created_at = fields.AwareDateTime()
    changed_at = fields.AwareDateTime()


class OfferingPage(Schema):
    """One page of offerings."""

    items = fields.List(fields.Nested(OfferingOut))
    next = fields.UUID(allow_none=True)


class DifferenceOut(Schema):
    """One field that changes."""

    field = fields.String()
    was = fields.Raw(data_key="from", allow_none=True)
    becomes = fields.Raw(data_key="to", allow_none=True)


class OutcomeOut(Schema):
    """What a write by the agency's own number did, or would do."""

    id = fields.UUID(allow_none=True)
    changed = fields.Boolean()
    created = fields.Boolean()
    differences = fields.List(fields.Nested(DifferenceOut))


class RowRejected(Schema):
    """A row of a sheet that is not taken."""

    line = fields.Integer()
    field = fields.String()
    reason = fields.String()


class RowChange(Schema):
    """A row of a sheet that is new or differs."""

    ref = fields.String()
    created = fields.Boolean()
    differences = fields.List(fields.Nested(DifferenceOut))


class SheetReport(Schema):
    """What a sheet changed, or would change."""

    applied = fields.Boolean()
    rows = fields.Integer()
    unchanged = fields.Integer()
    rejected = fields.List(fields.Nested(RowRejected))
    changes = fields.List(fields.Nested(RowChange))


def of_row(row: Row[Any]) -> dict[str, Any]:
    """Return an offering as JSON values, from one plain row with its agency."""
    values: dict[str, Any] = dict(row._mapping)
    agency = {"id": str(values["agency_id"]), "name": values["agency_name"]}
    return _shown(values, {**agency, "claimed": values["claimed"]})


def of_record(offering: Offering, agency: Agency | None) -> dict[str, Any]:
    """Return an offering as JSON values; without its agency where that is not to be named."""
    values = {column.name: getattr(offering, column.name) for column in OFFERING_COLUMNS}
    named = (
        None
        if agency is None
        else {"id": str(agency.id), "name": agency.name, "claimed": agency.claimed}
    )
    shown = _shown(values, named)
    return shown if named else {**shown, "agency_id": None, "ref": None}


def page_of(rows: Sequence[Row[Any]], limit: int) -> bytes:
    """Return one page of offerings as JSON bytes."""
    after: UUID | None = rows[-1].id if len(rows) == limit else None
    items = [of_row(row) for row in rows]
    return json.dumps({"items": items, "next": str(after) if after else None}).encode()


def _shown(values: Mapping[str, Any], agency: Mapping[str, Any] | None) -> dict[str, Any]:
    shown: dict[str, Any] = {name: values[name] for name in PLAIN}
    capacity = values["capacity"]
    shown["id"], shown["agency_id"] = str(values["id"]), str(values["agency_id"])
    shown["agency"] = agency
    shown["places_left"] = None if capacity is None else capacity - values["taken"]
    shown["starts_on"], shown["ends_on"] = _day(values["starts_on"]), _day(values["ends_on"])
    shown["created_at"] = _moment(values["created_at"])
    shown["changed_at"] = _moment(values["changed_at"])
    return shown


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None


def _moment(value: datetime) -> str:
    return value.isoformat()
