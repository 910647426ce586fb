"""People, organisations, invitations and oneself on the wire."""

from marshmallow import Schema, fields, validate

from services.identity.schemas.wire import ALL_ROLES, language, name
from shared.web.schema import Address, Strict, Whole


class PersonOut(Schema):
    """A person with address."""

    id = fields.UUID()
    name = fields.String()
    email = fields.String()
    language = fields.String()


class NameOut(Schema):
    """A person by name only."""

    id = fields.UUID()
    name = fields.String()


class RoleOut(Schema):
    """A role in one organisation."""

    organisation_id = fields.UUID()
    organisation_kind = fields.String()
    role = fields.String()


class MeOut(PersonOut):
    """Oneself, with the roles one holds."""

    memberships = fields.List(fields.Nested(RoleOut))


class MeChange(Strict):
    """What one may change about oneself."""

    name = name()
    language = language()


class SomeoneIn(Strict):
    """Somebody introduced."""

    name = name(required=True)
    email = Address(required=True)
    language = language(load_default="nl")


class IdsIn(Strict):
    """Up to 200 ids."""

    ids = fields.List(fields.UUID(), required=True, validate=validate.Length(max=200))


class MemberOut(Schema):
    """Somebody in an organisation."""

    membership_id = fields.UUID()
    person_id = fields.UUID()
    name = fields.String()
    email = fields.String()
    role = fields.String()
    since = fields.AwareDateTime()


class ContactOut(Schema):
    """A contact that was noted."""

    membership_id = fields.UUID(attribute="id")
    person_id = fields.UUID()


class PageQuery(Strict):
    """Which part of a list."""

    limit = Whole(low=1, high=200, load_default=50)
    after = fields.UUID()


class OrganisationOut(Schema):
    """An organisation with counts."""

    id = fields.UUID()
    kind = fields.String()
    members = fields.Integer()
    invitations_open = fields.Integer()


class OrganisationPage(Schema):
    """A part of the list of organisations."""

    items = fields.List(fields.Nested(OrganisationOut))
    next = fields.UUID(allow_none=True)


class Made(Schema):
    """The id of what was made."""

    id = fields.UUID()


class InvitationIn(SomeoneIn):
    """Somebody invited to a role."""

    role = fields.String(required=True, validate=validate.OneOf(ALL_ROLES))


class InvitationOut(Schema):
    """An open invitation."""

    id = fields.UUID()
    organisation_id = fields.UUID()
    organisation_kind = fields.String()
    role = fields.String()
    name = fields.String()
    email = fields.String()
    language = fields.String()
    created_at = fields.AwareDateTime()
    expires_at = fields.AwareDateTime()


class InvitationLetter(Schema):
    """What the invitation's letter is written from."""

    email = fields.String(attribute="invitation.email")
    name = fields.String(attribute="invitation.name")
    language = fields.String(attribute="invitation.language")
    role = fields.String(attribute="invitation.role")
    organisation_id = fields.UUID(attribute="invitation.organisation_id")
    organisation_kind = fields.String(attribute="invitation.organisation_kind")
    expires_at = fields.AwareDateTime(attribute="invitation.expires_at")
    inviter_id = fields.UUID(attribute="invitation.invited_by")
    inviter_name = fields.String()
    token = fields.String()
