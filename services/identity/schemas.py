"""What identity reads and writes on the wire."""

import re

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from services.identity import policy
from shared.config import SERVICES
from shared.web.schema import Address, Strict, Text, Truth, Whole

AUDIENCES = tuple(name for name in SERVICES if name != "portal")
ALL_ROLES = sorted(frozenset().union(*policy.ROLES.values()))


def language(**more: object) -> fields.String:
    """Return the field for the language in which somebody reads."""
    return fields.String(validate=validate.OneOf(("nl", "en")), **more)  # type: ignore[arg-type]


def token(**more: object) -> Text:
    """Return the field for a secret that we handed out."""
    return Text(longest=200, **more)


def name(**more: object) -> Text:
    """Return the field for what somebody or something is called."""
    return Text(longest=120, **more)


def _own_path(path: str) -> None:
    if not re.fullmatch(r"/(?![/\\])[^\\]*", path):
        raise ValidationError("A path on this site is expected.")


def ids(*, most: int) -> fields.List:
    """Return the field for a list of ids."""
    return fields.List(fields.UUID(), required=True, validate=validate.Length(max=most))


class ServiceAsks(Strict):
    """A service proves itself to call another."""

    service = fields.String(required=True, validate=validate.OneOf(SERVICES))
    secret = token(required=True)
    audience = fields.String(required=True, validate=validate.OneOf(AUDIENCES))


class Vouched(Schema):
    """One assertion."""

    assertion = fields.String()


class SignInAsk(Strict):
    """Somebody wants to sign in."""

    email = Address(required=True)
    next = Text(longest=200, validate=_own_path)


class SignInAsked(Schema):
    """The number under which a code can be entered."""

    sign_in_id = fields.UUID(attribute="id")


class SignInLetter(Schema):
    """What the sign-in letter is written from."""

    email = fields.String(attribute="person.email")
    name = fields.String(attribute="person.name")
    language = fields.String(attribute="person.language")
    person_id = fields.UUID(attribute="person.id")
    code = fields.String()
    token = fields.String()
    minutes = fields.Integer()
    next = fields.String(attribute="sign_in.next_path")


class DeviceFields(Strict):
    """On what somebody signs in."""

    own_device = Truth(load_default=False)
    device = Text(longest=120, empty=True, load_default="")


class SignInCheck(DeviceFields):
    """The proof from the letter: the link's token, or the code."""

    token = token()
    sign_in_id = fields.UUID()
    code = Text(longest=6, validate=validate.Regexp(r"[0-9]{6}\Z", error="Six digits."))

    @validates_schema
    def one_proof(self, data: dict[str, object], **_more: object) -> None:
        """Take a token, or a code with the sign-in it belongs to."""
        by_code = {"sign_in_id", "code"} & data.keys()
        if "token" in data and by_code:
            raise ValidationError("Send the token or the code, not both.", "token")
        if "token" not in data and len(by_code) < 2:
            raise ValidationError("Send token, or sign_in_id and code.", "token")


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


class EnteredOut(Schema):
    """A session begun."""

    session_token = fields.String()
    expires_at = fields.AwareDateTime(attribute="session.expires_at")
    person = fields.Nested(PersonOut)


class ArrivedOut(Schema):
    """A session begun, and the page that was wanted."""

    session_token = fields.String(attribute="entered.session_token")
    expires_at = fields.AwareDateTime(attribute="entered.session.expires_at")
    person = fields.Nested(PersonOut, attribute="entered.person")
    next = fields.String(attribute="next_path")


class SessionAsk(Strict):
    """A session's token and the services to be called."""

    session_token = token(required=True)
    audiences = fields.List(
        fields.String(validate=validate.OneOf(AUDIENCES)),
        load_default=list,
        validate=validate.Length(max=len(AUDIENCES)),
    )


class SessionTokenIn(Strict):
    """A session's token."""

    session_token = token(required=True)


class SessionAnswer(Schema):
    """Who is signed in, and assertions by service."""

    session_id = fields.UUID(attribute="session.id")
    signed_in_at = fields.AwareDateTime(attribute="session.signed_in_at")
    expires_at = fields.AwareDateTime(attribute="session.expires_at")
    person = fields.Nested(PersonOut)
    memberships = fields.List(fields.Nested(RoleOut), attribute="actor.memberships")
    assertions = fields.Dict(keys=fields.String(), values=fields.String())


class SessionOut(Schema):
    """A signed-in device."""

    id = fields.UUID()
    device = fields.String()
    own_device = fields.Boolean()
    created_at = fields.AwareDateTime()
    last_seen_at = fields.AwareDateTime()
    expires_at = fields.AwareDateTime()
    signed_in_at = fields.AwareDateTime()


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


class InvitationIn(SomeoneIn):
    """Somebody invited to a role."""

    role = fields.String(required=True, validate=validate.OneOf(ALL_ROLES))


class Made(Schema):
    """The id of what was made."""

    id = fields.UUID()


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


class TokenIn(Strict):
    """A mailed token."""

    token = token(required=True)


class InvitationAccept(DeviceFields):
    """An invitation taken up."""

    token = token(required=True)
    name = name(required=True)
    language = language(load_default="nl")


class ContactOut(Schema):
    """A contact that was noted."""

    membership_id = fields.UUID(attribute="id")
    person_id = fields.UUID()


class MemberOut(Schema):
    """Somebody in an organisation."""

    membership_id = fields.UUID()
    person_id = fields.UUID()
    name = fields.String()
    email = fields.String()
    role = fields.String()
    since = fields.AwareDateTime()


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


class KeyIn(Strict):
    """A machine key to be made."""

    name = name(required=True)
    scopes = fields.List(
        fields.String(validate=validate.OneOf(policy.SCOPES)),
        required=True,
        validate=validate.Length(min=1, max=len(policy.SCOPES)),
    )


class KeyOut(Schema):
    """A machine key as it is kept: without the key."""

    id = fields.UUID()
    name = fields.String()
    prefix = fields.String()
    scopes = fields.List(fields.String())
    created_at = fields.AwareDateTime()
    created_by = fields.UUID()
    revoked_at = fields.AwareDateTime()
    last_used_at = fields.AwareDateTime()


class KeyMade(Schema):
    """A machine key, this once."""

    id = fields.UUID(attribute="key.id")
    key = fields.String(attribute="plain")


class KeyCheck(Strict):
    """A machine key to be checked."""

    key = token(required=True)


class KeyHolds(Schema):
    """Whose key it is and what it may do."""

    key_id = fields.UUID(attribute="id")
    organisation_id = fields.UUID()
    scopes = fields.List(fields.String())
    name = fields.String()


class IdsIn(Strict):
    """Up to 200 ids."""

    ids = ids(most=200)


class LinkIn(Strict):
    """A link to be made for one letter."""

    person_id = fields.UUID(required=True)
    organisation_id = fields.UUID(required=True)
    purpose = Text(required=True, longest=40, validate=validate.Regexp(r"[a-z][a-z-]*\Z"))
    subject = Text(required=True, longest=80)


class LinkMade(Schema):
    """A link's token, this once."""

    token = fields.String()
    expires_at = fields.AwareDateTime(attribute="link.expires_at")


class LinkCheck(Strict):
    """A mailed link's token, and the service to be called with it."""

    token = token(required=True)
    audience = fields.String(required=True, validate=validate.OneOf(AUDIENCES))


class LinkHolds(Schema):
    """What a mailed link allows."""

    purpose = fields.String()
    subject = fields.String()
    organisation_id = fields.UUID()
    person_id = fields.UUID()
    assertion = fields.String()


class SetupIn(SomeoneIn, DeviceFields):
    """The first operator introduces himself."""

    token = token(required=True)


class SampleRole(Strict):
    """A role of a sample person."""

    organisation_id = fields.UUID(required=True)
    organisation_kind = fields.String(required=True, validate=validate.OneOf(sorted(policy.ROLES)))
    role = fields.String(required=True, validate=validate.OneOf(ALL_ROLES))


class SamplePersonIn(SomeoneIn):
    """A sample person to be made."""

    memberships = fields.List(
        fields.Nested(SampleRole), required=True, validate=validate.Length(min=1, max=10)
    )


class SamplePersonOut(Schema):
    """A sample person that was made."""

    person_id = fields.UUID(attribute="id")


class SampleQuery(Strict):
    """Which sample people."""

    role = fields.String(validate=validate.OneOf(policy.SIGNING_IN))
    limit = Whole(low=1, high=500, load_default=200)


class SampleSignIn(Strict):
    """The sample person to be."""

    person_id = fields.UUID(required=True)
