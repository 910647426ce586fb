"""Agencies over HTTP."""

from marshmallow import Schema, fields, validate

from services.partners.schemas.lists import codes_in, codes_of
from shared.reference.languages import from_two_letters, language
from shared.web.schema import Address, Strict, Text, Truth, Whole


def is_language(code: str) -> bool:
    """Tell whether a code is a language by ISO 639-1 or 639-3."""
    found = from_two_letters(code) if len(code) == 2 else language(code)
    return found is not None and code == code.lower()


class Contact(Strict):
    """Who answers for an agency that has not joined yet; identity keeps it."""

    name = Text(longest=160, required=True)
    email = Address(required=True)
    language = fields.String(validate=validate.OneOf(("nl", "en")), load_default="nl")


class AgencyFields(Strict):
    """What is said of an agency."""

    name = Text(longest=160, required=True)
    website = fields.URL(
        schemes={"http", "https"}, allow_none=True, validate=validate.Length(max=300)
    )
    about = Text(longest=4000, lines=True, allow_none=True)
    languages = codes_of(is_language)
    regions = codes_in("world_regions")


class NewAgency(AgencyFields):
    """An agency entered by a coach or an operator."""

    contact = fields.Nested(Contact, load_default=None, allow_none=True)
    invented = Truth(load_default=False)


class AgencyChange(AgencyFields):
    """Only what changes; `version` guards against overwriting somebody."""

    version = Whole(low=1, load_default=None)


class AgencyOut(Schema):
    """An agency as it is answered."""

    id = fields.UUID()
    name = fields.String()
    website = fields.String(allow_none=True)
    about = fields.String(allow_none=True)
    languages = fields.List(fields.String(), allow_none=True)
    regions = fields.List(fields.String(), allow_none=True)
    claimed = fields.Boolean()
    entered_by = fields.UUID(allow_none=True)
    invented = fields.Boolean()
    version = fields.Integer()
    created_at = fields.AwareDateTime()


class ListedAgency(AgencyOut):
    """An agency in a list."""

    open_offerings = fields.Integer()


class AgencyPage(Schema):
    """One page of agencies."""

    items = fields.List(fields.Nested(ListedAgency))
    next = fields.UUID(allow_none=True)
