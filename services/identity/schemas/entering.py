"""Sign-in, sessions, set-up and sample sign-in on the wire."""

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from services.identity import policy
from services.identity.schemas.people import PersonOut, SomeoneIn
from services.identity.schemas.wire import ALL_ROLES, language, name, own_path, token
from shared.web.schema import Address, Strict, Text, Truth, Whole


class DeviceFields(Strict):
    """On what somebody signs in."""

    own_device = Truth(load_default=False)
    device = Text(longest=120, empty=True, load_default="")


class TokenIn(Strict):
    """A mailed token."""

    token = token(required=True)


class SignInAsk(Strict):
    """Somebody wants to sign in."""

    email = Address(required=True)
    next = Text(longest=200, validate=own_path)


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


class SessionOut(Schema):
    """A signed-in device."""

    id = fields.UUID()
    device = fields.String()
    own_device = fields.Boolean()
    created_at = fields.AwareDateTime()
    last_seen_at = fields.AwareDateTime()
    expires_at = fields.AwareDateTime()
    signed_in_at = fields.AwareDateTime()


class SessionTokenIn(Strict):
    """A session's token."""

    session_token = token(required=True)


class InvitationAccept(DeviceFields):
    """An invitation taken up."""

    token = token(required=True)
    name = name(required=True)
    language = language(load_default="nl")


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


class SampleTime(Strict):
    """How far the clock goes ahead."""

    days = Whole(low=0, high=400, required=True)
    hours = Whole(low=0, high=23, load_default=0)


class SampleTimeOut(Schema):
    """What time it is now."""

    now = fields.AwareDateTime()


class SampleSignIn(Strict):
    """The sample person to be."""

    person_id = fields.UUID(required=True)
