"""People, keys and services for tests: made by identity's own actions, vouched for by its key."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session
from werkzeug.test import Client as Browser
from werkzeug.test import TestResponse

from services.host import Host
from services.identity import signing
from services.identity.actions import keys, organisations, people
from services.identity.model import Organisation, Person
from services.identity.queries.people import actor_of
from shared import actor as actors
from shared.actor import Actor, Membership, Role
from shared.clock import new_id
from shared.contracts.event import NETWORK
from shared.web.assertion import write

KINDS: dict[str, str] = {
    "leader": "congregation",
    "working_group": "congregation",
    "agency_staff": "agency",
    "contact": "agency",
    "coach": "network",
    "operator": "network",
}


@dataclass(frozen=True)
class Asker:
    """Somebody who can call any service; `id` is the person's id."""

    host: Host = field(repr=False)
    actor: Actor
    email: str = ""
    organisation_id: UUID = NETWORK
    membership_id: UUID | None = None

    @property
    def id(self) -> UUID:
        assert self.actor.id is not None
        return self.actor.id

    def bearer(self, audience: str) -> str:
        """Return a fresh assertion, for the `Authorization: Bearer` header, by the host's clock."""
        key = signing.key_of(self.host.settings)
        now = self.host.clock.now()
        signed_in_at = self.actor.signed_in_at or (now if self.actor.kind == "person" else None)
        asking = replace(self._now(), signed_in_at=signed_in_at)
        return write(asking, audience, key, now)

    def stale(self) -> Asker:
        """Return the same person, signed in so long ago that sensitive things are refused."""
        long_ago = self.host.clock.now() - timedelta(days=2)
        return replace(self, actor=replace(self.actor, signed_in_at=long_ago))

    def signed_in_at(self, moment: datetime) -> Asker:
        """Return the same person, signed in at this moment."""
        return replace(self, actor=replace(self.actor, signed_in_at=moment))

    def _now(self) -> Actor:
        # a person's roles as they stand at the call, so that ended ones are gone
        if self.actor.kind != "person":
            return self.actor
        with self.host.tools["identity"].db.read() as db:
            known = db.get_one(Person, self.id)
            return actor_of(db, known, signed_in_at=self.actor.signed_in_at)


def person(
    host: Host,
    role: Role,
    organisation_id: UUID | None = None,
    *,
    name: str = "",
    language: str = "nl",
) -> Asker:
    """Make a person with a role; without an organisation a new one (coach, operator: NETWORK).

    A congregation or agency that identity does not know yet is made known by its id alone.
    """
    place = organisation_id or (NETWORK if KINDS[role] == "network" else new_id())
    kind = _kind(role, place)
    now = host.clock.now()
    someone = people.Someone(name or f"{role} {new_id().hex[-4:]}", _address(), language)
    with host.tools["identity"].db.write() as db:
        known = organisations.register(db, place, kind=kind, claimed=role != "contact", at=now)
        made = people.welcome(db, someone, at=now)
        held = _give(db, made.id, known, role, now)
    actor = Actor(
        kind="person", id=made.id, memberships=(Membership(place, kind, role),), name=made.name
    )
    return Asker(host, actor, made.email, place, held)


def also(host: Host, asker: Asker, role: Role, organisation_id: UUID) -> Asker:
    """Give the same person one more role."""
    now = host.clock.now()
    kind = _kind(role, organisation_id)
    with host.tools["identity"].db.write() as db:
        known = organisations.register(db, organisation_id, kind=kind, at=now)
        _give(db, asker.id, known, role, now)
    return asker


def service(host: Host, name: str) -> Asker:
    """Return one of our own services as an asker."""
    return Asker(host, actors.service(name))


def link(host: Host, someone: Asker, scope: str) -> Asker:
    """Return somebody who came by a mailed link, e.g. scope `answer:<match id>`."""
    membership = Membership(someone.organisation_id, "agency", "contact")
    actor = Actor(kind="link", id=someone.id, memberships=(membership,), scopes=frozenset({scope}))
    return Asker(host, actor, someone.email, someone.organisation_id)


def key(host: Host, agency_id: UUID, scopes: list[str]) -> str:
    """Return a machine key of the agency (which gets a member of staff who makes it)."""
    staff = person(host, "agency_staff", agency_id)
    with host.tools["identity"].db.write() as db:
        fresh = replace(staff.actor, signed_in_at=host.clock.now())
        made = keys.create(
            db, fresh, agency_id, wish=keys.Wish("nightly sync", scopes), at=host.clock.now()
        )
    return made.plain


def call(
    host: Host,
    asker: Asker | str | None,
    service: str,
    method: str,
    path: str,
    json: object = None,
) -> TestResponse:
    """Call a service as somebody: an `Asker`, a machine key as text, or nobody."""
    headers = {}
    if asker is not None:
        bearer = asker if isinstance(asker, str) else asker.bearer(service)
        headers["Authorization"] = f"Bearer {bearer}"
    more: dict[str, Any] = {} if json is None else {"json": json}
    browser = Browser(host.apps[service])
    return browser.open(
        path,
        method=method,
        base_url=f"http://{host.settings.public_host}/api/{service}",
        headers=headers,
        **more,
    )


def _kind(role: str, place: UUID) -> str:
    # a coach outside the network's own organisation is one whom an agency employs
    return "agency" if role == "coach" and place != NETWORK else KINDS[role]


def _give(db: Session, person_id: UUID, known: Organisation, role: str, at: datetime) -> UUID:
    seat = people.Seat(person_id, known, role)
    held = people.give_role(db, actors.service("tests"), seat, at=at)
    return held.id


def _address() -> str:
    return f"{new_id().hex}@network.example"
