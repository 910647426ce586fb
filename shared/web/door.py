"""The door of every service: who is asking, and does the access table let them in at all.

The table (`services/access.toml`) names per route the roles that may come in, each with the
relation they must have to the thing. The door holds the role; the relation is held by the
service's policy, where the row is known. A route without an entry keeps the app from starting.
"""

import tomllib
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib.resources import files

from flask import Flask, g, request

from shared.actor import NOBODY, Actor
from shared.errors import Forbidden, Unknown

KEY_PREFIX = "mck_"
Access = Mapping[str, Sequence[str]]


class Undeclared(Exception):
    """A route has no entry in the access table, or an entry has no route."""


def access_of(service: str) -> Access:
    """Return the part of the access table (`services/access.toml`) about one service."""
    return _table().get(service, {})


@cache
def _table() -> Mapping[str, Access]:
    return tomllib.loads(files("services").joinpath("access.toml").read_text("utf-8"))


def install(app: Flask, access: Access, identify: Callable[[], Actor]) -> None:
    """Check the table against the routes and stand guard before every request."""
    declared = {
        route: frozenset(entry.split(":")[0] for entry in who) for route, who in access.items()
    }
    _compare(app, set(declared))

    @app.before_request
    def guard() -> None:
        g.actor = NOBODY
        g.actor = identify()
        # an OPTIONS answer names methods and nothing else
        if request.url_rule is None or request.method == "OPTIONS":
            return
        roles = declared[route_name(request.method, request.url_rule.rule)]
        if not may_enter(g.actor, roles):
            if g.actor.kind == "nobody":
                raise Unknown("Sign in, or send a key.")
            raise Forbidden("Your role has no part in this.")


def may_enter(actor: Actor, roles: frozenset[str]) -> bool:
    """Tell whether one of the roles lets this asker in."""
    if "public" in roles or actor.kind in roles:
        return True
    return actor.kind == "person" and any(m.role in roles for m in actor.memberships)


def route_name(method: str, rule: str) -> str:
    """Return the name of a route in the access table, HEAD as GET."""
    return f"{'GET' if method == 'HEAD' else method} {rule}"


def routes(app: Flask) -> set[str]:
    """Return all routes of an app by the names used in the access table."""
    return {
        route_name(method, rule.rule)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"OPTIONS"}
    }


def _compare(app: Flask, declared: set[str]) -> None:
    there = routes(app)
    if missing := sorted(there - declared):
        raise Undeclared(f"{app.name}: routes without an entry in access.toml: {missing}")
    if stale := sorted(declared - there):
        raise Undeclared(f"{app.name}: entries in access.toml without a route: {stale}")


def by_header(
    read: Callable[[str], Actor], check_key: Callable[[str], Actor]
) -> Callable[[], Actor]:
    """Return how an API knows the asker: by the assertion or the key in `Authorization`."""

    def identify() -> Actor:
        header = request.headers.get("Authorization", "")
        if not header:
            return NOBODY
        scheme, _, token = header.partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise Unknown("Send `Authorization: Bearer …`.")
        return check_key(token) if token.startswith(KEY_PREFIX) else read(token)

    return identify
