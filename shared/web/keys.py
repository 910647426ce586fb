"""Checking an agency's opaque key with identity; an answer is trusted for two seconds."""

import hashlib
from collections.abc import Callable
from time import monotonic
from uuid import UUID

from shared.actor import Actor, Membership
from shared.client import Client, Credentials
from shared.errors import Unknown

SECONDS = 2.0


def checker(client: Client, credentials: Credentials) -> Callable[[str], Actor]:
    """Return a function from key to actor; raises `Unknown` for a key that does not hold."""
    held: dict[str, tuple[float, Actor]] = {}

    def check(key: str) -> Actor:
        digest = hashlib.sha256(key.encode()).hexdigest()
        known = held.get(digest)
        if known and known[0] > monotonic():
            return known[1]
        if len(held) > 1000:
            held.clear()
        actor = _ask(client, credentials, key)
        held[digest] = (monotonic() + SECONDS, actor)
        return actor

    return check


def refuse(_key: str) -> Actor:
    """Refuse every key, for services that agencies' software does not call."""
    raise Unknown("Keys are not accepted here.")


def _ask(client: Client, credentials: Credentials, key: str) -> Actor:
    answer = client.call(
        "identity",
        "POST",
        "/keys/check",
        bearer=credentials.bearer("identity"),
        json_body={"key": key},
    ).json
    organisation = UUID(answer["organisation_id"])
    return Actor(
        kind="key",
        id=UUID(answer["key_id"]),
        memberships=(Membership(organisation, "agency", "agency_staff"),),
        scopes=frozenset(answer["scopes"]),
        name=answer["name"],
    )
