"""Who is asking: a person, an agency's key, a service, a mailed link, or nobody we know."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

Role = Literal["leader", "working_group", "coach", "agency_staff", "contact", "operator"]
Kind = Literal["person", "key", "service", "link", "nobody"]

FRESH = timedelta(minutes=30)


@dataclass(frozen=True)
class Membership:
    """A person's (or key's) role in one organisation, valid now."""

    organisation_id: UUID
    organisation_kind: str
    role: Role


@dataclass(frozen=True)
class Actor:
    """The asker of one request, as identity vouched for it."""

    kind: Kind
    id: UUID | None = None
    memberships: tuple[Membership, ...] = ()
    scopes: frozenset[str] = frozenset()
    signed_in_at: datetime | None = None
    name: str = ""

    def has(self, role: Role, organisation_id: UUID | None = None) -> bool:
        """Tell whether the asker holds this role (in this organisation, if one is named)."""
        return any(
            m.role == role and organisation_id in (None, m.organisation_id)
            for m in self.memberships
        )

    def organisations(self, roles: Iterable[Role]) -> frozenset[UUID]:
        """Return the organisations in which the asker holds one of these roles."""
        wanted = set(roles)
        return frozenset(m.organisation_id for m in self.memberships if m.role in wanted)

    def is_fresh(self, at: datetime) -> bool:
        """Tell whether the sign-in is young enough for sensitive things (30 minutes)."""
        return self.signed_in_at is not None and at - self.signed_in_at <= FRESH


NOBODY = Actor(kind="nobody")


def service(name: str) -> Actor:
    """Return the actor of one of our own services, for events and timed jobs."""
    return Actor(kind="service", name=name)
