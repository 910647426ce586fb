"""Who may see, invite and do what in identity, and how long things hold: pure functions."""

from datetime import datetime, timedelta

from services.identity.model import Membership, Organisation
from shared.actor import Actor, Role
from shared.contracts.event import NETWORK

SIGN_IN_HOLDS = timedelta(minutes=30)
TRIES = 5
INVITATION_HOLDS = timedelta(days=7)
SETUP_HOLDS = timedelta(days=7)
LINK_HOLDS = timedelta(days=14)
OWN_DEVICE_HOLDS = timedelta(days=90)
BORROWED_DEVICE_HOLDS = timedelta(hours=12)
SEEN_EVERY = timedelta(hours=1)  # "last seen" is no finer than this, and costs no write a page

ASKED_PER_ADDRESS = 5  # in an hour
ASKED_IN_ALL = 20  # in a minute, so that nobody can let us flood mailboxes

SCOPES = ("offerings:write", "offerings:read", "matches:answer")
ROLES: dict[str, frozenset[str]] = {
    "congregation": frozenset({"leader", "working_group"}),
    "agency": frozenset({"agency_staff", "coach", "contact"}),
    "network": frozenset({"coach", "operator"}),
}
# a contact is somebody we may write to, not somebody with an account
SIGNING_IN: tuple[Role, ...] = ("leader", "working_group", "coach", "agency_staff", "operator")


def session_ends(own_device: bool, *, at: datetime) -> datetime:
    """Return until when a sign-in of this moment holds."""
    return at + (OWN_DEVICE_HOLDS if own_device else BORROWED_DEVICE_HOLDS)


def is_operator(actor: Actor) -> bool:
    """Tell whether the asker runs the network."""
    return actor.has("operator", NETWORK)


def is_member(actor: Actor, organisation: Organisation) -> bool:
    """Tell whether the asker has any role in the organisation."""
    return any(m.organisation_id == organisation.id for m in actor.memberships)


def is_unclaimed(organisation: Organisation) -> bool:
    """Tell whether this is an agency that coaches speak for until it joins."""
    return organisation.kind == "agency" and organisation.claimed_at is None


def sees_people(actor: Actor, organisation: Organisation, *, guides: bool) -> bool:
    """Tell whether the asker may know who belongs to the organisation."""
    # partners hands over the contact that was written down with an agency
    speaks = actor.has("coach") or actor.kind == "service"
    for_it = speaks and is_unclaimed(organisation)
    return is_operator(actor) or is_member(actor, organisation) or guides or for_it


def invitable(actor: Actor, organisation: Organisation, *, guides: bool) -> frozenset[str]:
    """Return the roles to which the asker may invite people in this organisation."""
    if is_operator(actor):
        return ROLES[organisation.kind] - {"contact"}
    if organisation.kind == "congregation":
        leads = actor.has("leader", organisation.id)
        return ROLES["congregation"] if leads or guides else frozenset()
    works_there = actor.has("agency_staff", organisation.id)
    if works_there or (actor.has("coach") and is_unclaimed(organisation)):
        return frozenset({"agency_staff"})
    return frozenset()


def may_end(actor: Actor, membership: Membership) -> bool:
    """Tell whether the asker may end this membership: his own, or as who runs the place."""
    place = membership.organisation_id
    runs_it = actor.has("leader", place) or actor.has("agency_staff", place)
    return is_operator(actor) or runs_it or membership.person_id == actor.id


def keeps_keys(actor: Actor, organisation: Organisation) -> bool:
    """Tell whether the asker may make, list and revoke the organisation's machine keys."""
    return organisation.kind == "agency" and (
        is_operator(actor) or actor.has("agency_staff", organisation.id)
    )
