"""Fields that identity's schemas share."""

import re
from typing import Any

from marshmallow import ValidationError, fields, validate

from services.identity import policy
from shared.config import SERVICES
from shared.web.schema import Text

AUDIENCES = tuple(name for name in SERVICES if name != "portal")
ALL_ROLES = sorted(frozenset().union(*policy.ROLES.values()))


def language(**more: Any) -> fields.String:
    """Return the field for the language in which somebody reads."""
    return fields.String(validate=validate.OneOf(("nl", "en")), **more)


def token(*, required: bool = False) -> Text:
    """Return the field for a secret that we handed out."""
    return Text(longest=200, required=required)


def name(*, required: bool = False) -> Text:
    """Return the field for what somebody or something is called."""
    return Text(longest=120, required=required)


def own_path(path: str) -> None:
    """Refuse a path that would lead away from this site."""
    if not re.fullmatch(r"/(?![/\\])[^\\]*", path):
        raise ValidationError("A path on this site is expected.")
