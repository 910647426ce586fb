"""Who looks at this page: one call to identity tells the person, the roles and what to ask."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from flask import current_app, g, request
from werkzeug.wrappers import Response

from shared.actor import NOBODY, Actor, Membership
from shared.config import SERVICES
from shared.errors import Invalid, Unknown
from shared.web import edge

COOKIE = "missionscoach"
OWN_DEVICE = timedelta(days=90)
AUDIENCES = [name for name in SERVICES if name != "portal"]
# these never ask who is there, so that they answer when identity does not
# the slip of a survey is handed in as nobody, whoever is signed in
IMPERSONAL = frozenset({"static", "live", "support.slip", "support.hand_in"})


@dataclass(frozen=True)
class Person:
    """Somebody who is signed in."""

    id: UUID
    name: str
    email: str
    language: str


@dataclass(frozen=True)
class Visitor:
    """Who looks at this page; `bearers` holds an assertion per service, good for a minute."""

    actor: Actor = NOBODY
    person: Person | None = None
    session_id: UUID | None = None
    bearers: Mapping[str, str] = field(default_factory=dict)


def visitor() -> Visitor:
    """Return who looks at this page; a visitor without a person is nobody we know."""
    found: Visitor = g.get("visitor") or Visitor()
    return found


def identify() -> Actor:
    """Return the asker for the door, and keep the visitor for the page."""
    token = request.cookies.get(COOKIE)
    if token and request.endpoint not in IMPERSONAL:
        g.visitor = _visitor_of(token)
    return visitor().actor


def keep(response: Response, token: str, *, own_device: bool) -> None:
    """Sign this browser in: for ninety days on one's own device, else until it is closed."""
    response.set_cookie(
        COOKIE,
        token,
        max_age=OWN_DEVICE if own_device else None,
        httponly=True,
        samesite="Lax",
        secure=bool(current_app.config["SESSION_COOKIE_SECURE"]),
    )


def drop(response: Response) -> None:
    """Sign this browser out."""
    response.delete_cookie(COOKIE, httponly=True, samesite="Lax")


def _visitor_of(token: str) -> Visitor:
    body = {"session_token": token, "audiences": AUDIENCES}
    try:
        told = edge.tools().client.call("identity", "POST", "/session/assertions", json_body=body)
    except (Unknown, Invalid):
        # ended elsewhere, or no token of ours: whoever it is has to sign in again
        return Visitor()
    return _read(told.json)


def _read(told: Any) -> Visitor:
    person = told["person"]
    actor = Actor(
        kind="person",
        id=UUID(person["id"]),
        memberships=tuple(
            Membership(UUID(m["organisation_id"]), m["organisation_kind"], m["role"])
            for m in told["memberships"]
        ),
        signed_in_at=datetime.fromisoformat(told["signed_in_at"]),
        name=person["name"],
    )
    known = Person(UUID(person["id"]), person["name"], person["email"], person["language"])
    return Visitor(actor, known, UUID(told["session_id"]), told["assertions"])
