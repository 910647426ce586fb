"""Assertions, machine keys and mailed links on the wire."""

from marshmallow import Schema, fields, validate

from services.identity import policy
from services.identity.schemas.people import PersonOut, RoleOut
from services.identity.schemas.wire import AUDIENCES, name, token
from shared.config import SERVICES
from shared.web.schema import Strict, Text


class ServiceAsks(Strict):
    """A service proves itself to call another."""

    service = fields.String(required=True, validate=validate.OneOf(SERVICES))
    secret = token(required=True)
    audience = fields.String(required=True, validate=validate.OneOf(AUDIENCES))


class Vouched(Schema):
    """One assertion."""

    assertion = fields.String()


class SessionAsk(Strict):
    """A session's token and the services to be called."""

    session_token = token(required=True)
    audiences = fields.List(
        fields.String(validate=validate.OneOf(AUDIENCES)),
        load_default=list,
        validate=validate.Length(max=len(AUDIENCES)),
    )


class SessionAnswer(Schema):
    """Who is signed in, and assertions by service."""

    session_id = fields.UUID(attribute="session.id")
    signed_in_at = fields.AwareDateTime(attribute="session.signed_in_at")
    expires_at = fields.AwareDateTime(attribute="session.expires_at")
    person = fields.Nested(PersonOut)
    memberships = fields.List(fields.Nested(RoleOut), attribute="actor.memberships")
    assertions = fields.Dict(keys=fields.String(), values=fields.String())


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
