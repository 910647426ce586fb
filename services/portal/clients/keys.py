"""What agencies ask of identity about the keys of their own software."""

from typing import TypedDict

from services.portal.clients.calling import call


class Key(TypedDict):
    """A key without its secret; moments as ISO text."""

    id: str
    name: str
    prefix: str
    scopes: list[str]
    created_at: str
    revoked_at: str | None
    last_used_at: str | None


def keys(agency_id: str) -> list[Key]:
    """Return the keys of an agency, the newest first."""
    found: list[Key] = call("identity", "GET", f"/organisations/{agency_id}/keys").json
    return found


def make(agency_id: str, *, name: str, scopes: list[str]) -> str:
    """Make a key and return it whole, this once; `Forbidden` after a sign-in of long ago."""
    body = {"name": name, "scopes": scopes}
    made: str = call("identity", "POST", f"/organisations/{agency_id}/keys", json_body=body).json[
        "key"
    ]
    return made


def revoke(key_id: str) -> None:
    """Make a key worthless at once."""
    call("identity", "DELETE", f"/keys/{key_id}")
