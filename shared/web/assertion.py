"""Assertions: identity says, for 60 seconds and for one audience, who is asking (Ed25519)."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime
from time import monotonic
from typing import Any
from uuid import UUID

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, OKPKey

from shared.actor import Actor, Membership
from shared.client import Client
from shared.clock import Clock
from shared.errors import Unknown

ALGORITHM = "Ed25519"
ISSUER = "missionscoach-identity"
SECONDS = 60


def write(actor: Actor, audience: str, key: OKPKey, at: datetime) -> str:
    """Return an assertion about `actor` for the service `audience`, valid for 60 seconds."""
    issued = int(at.timestamp())
    claims: dict[str, Any] = {
        "iss": ISSUER,
        "aud": audience,
        "sub": str(actor.id) if actor.id else "",
        "iat": issued,
        "exp": issued + SECONDS,
        "kind": actor.kind,
        "name": actor.name,
        "mem": [[str(m.organisation_id), m.organisation_kind, m.role] for m in actor.memberships],
        "scp": sorted(actor.scopes),
    }
    if actor.signed_in_at:
        claims["sat"] = int(actor.signed_in_at.timestamp())
    header = {"alg": ALGORITHM, "typ": "actor+jwt", "kid": key.kid}
    return jwt.encode(header, claims, key, algorithms=[ALGORITHM])


class Verifier:
    """Reads assertions made for one service; identity's public keys are fetched when needed."""

    def __init__(self, service: str, client: Client, clock: Clock) -> None:
        self._service = service
        self._ask: Callable[[], Any] = lambda: client.call("identity", "GET", "/keys/public").json
        self._clock = clock
        self._keys: KeySet | None = None
        self._fetched = 0.0
        self._lock = threading.Lock()

    def keys_from(self, ask: Callable[[], Any]) -> None:
        """Get the keys here: identity, asking itself, would wait for threads that wait for it."""
        self._ask = ask

    def read(self, token: str) -> Actor:
        """Return who is asking; raises `Unknown` when the assertion does not hold."""
        try:
            return self._read(token)
        except (JoseError, ValueError, KeyError, TypeError) as fault:
            raise Unknown("The sign-in is not valid (any more).") from fault

    def _read(self, token: str) -> Actor:
        try:
            decoded = jwt.decode(token, self._key_set(), algorithms=[ALGORITHM])
        except (JoseError, ValueError):
            # the key may have been rotated since we fetched it; look again, once
            decoded = jwt.decode(token, self._key_set(again=True), algorithms=[ALGORITHM])
        claims = decoded.claims
        now = int(self._clock.now().timestamp())
        if claims["aud"] != self._service or claims["iss"] != ISSUER:
            raise ValueError("made for somebody else")
        if decoded.header.get("typ") != "actor+jwt" or not now - 120 <= claims["iat"] <= now + 60:
            raise ValueError("not an assertion of this moment")
        if claims["exp"] < now - 5:
            raise ValueError("too old")
        return _actor(claims)

    def _key_set(self, *, again: bool = False) -> KeySet:
        with self._lock:
            stale = again and monotonic() - self._fetched > 5
            if self._keys is None or stale:
                self._keys = KeySet.import_key_set(self._ask())
                self._fetched = monotonic()
            return self._keys


def _actor(claims: dict[str, Any]) -> Actor:
    signed_in = claims.get("sat")
    return Actor(
        kind=claims["kind"],
        id=UUID(claims["sub"]) if claims["sub"] else None,
        memberships=tuple(
            Membership(UUID(organisation), kind, role) for organisation, kind, role in claims["mem"]
        ),
        scopes=frozenset(claims["scp"]),
        signed_in_at=datetime.fromtimestamp(signed_in, UTC) if signed_in else None,
        name=claims.get("name", ""),
    )
