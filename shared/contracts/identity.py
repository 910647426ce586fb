"""What identity tells the others: organisations' people come and go, keys are withdrawn."""

from dataclasses import dataclass
from uuid import UUID

from shared.contracts.event import Event


@dataclass(frozen=True, kw_only=True)
class MembershipStarted(Event):
    """A person holds a role in an organisation from now on."""

    name = "identity.membership.started"
    subject_field = "membership_id"

    membership_id: UUID
    person_id: UUID
    organisation_id: UUID
    organisation_kind: str
    role: str


@dataclass(frozen=True, kw_only=True)
class MembershipEnded(Event):
    """A person no longer holds this role."""

    name = "identity.membership.ended"
    subject_field = "membership_id"

    membership_id: UUID
    person_id: UUID
    organisation_id: UUID
    organisation_kind: str
    role: str


@dataclass(frozen=True, kw_only=True)
class PersonInvited(Event):
    """Somebody was invited to a role; the letter with the link is due."""

    name = "identity.invitation.made"
    subject_field = "invitation_id"

    invitation_id: UUID
    organisation_id: UUID
    organisation_kind: str
    role: str


@dataclass(frozen=True, kw_only=True)
class SignInAsked(Event):
    """Somebody asked for a sign-in link; the letter with link and code is due."""

    name = "identity.sign-in.asked"
    subject_field = "sign_in_id"

    sign_in_id: UUID


@dataclass(frozen=True, kw_only=True)
class KeyRevoked(Event):
    """An agency's machine key is no longer valid."""

    name = "identity.key.revoked"
    subject_field = "key_id"

    key_id: UUID
    organisation_id: UUID


EVENTS: tuple[type[Event], ...] = (
    MembershipStarted,
    MembershipEnded,
    PersonInvited,
    SignInAsked,
    KeyRevoked,
)
