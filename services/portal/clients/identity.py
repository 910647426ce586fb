"""What the pages ask of identity: signing in, invitations, one's account, organisations."""

from collections.abc import Sequence
from typing import NotRequired, TypedDict

from flask import request

from services.portal.clients.calling import call, given, with_query


class Person(TypedDict):
    """A person with address."""

    id: str
    name: str
    email: str
    language: str


class Entered(TypedDict):
    """A session begun; `next` is the page that was wanted before."""

    session_token: str
    person: Person
    next: NotRequired[str | None]


class Role(TypedDict):
    """A role in one organisation."""

    organisation_id: str
    organisation_kind: str
    role: str


class SamplePerson(Person):
    """Somebody of the sample network."""

    memberships: list[Role]


class Invitation(TypedDict):
    """An invitation that waits for an answer; moments as ISO text."""

    id: str
    organisation_id: str
    organisation_kind: str
    role: str
    name: str
    email: str
    language: str
    created_at: str
    expires_at: str


class Device(TypedDict):
    """A browser that is signed in; moments as ISO text."""

    id: str
    device: str
    own_device: bool
    created_at: str
    last_seen_at: str


class Organisation(TypedDict):
    """An organisation with counts, as the operator sees it."""

    id: str
    kind: str
    members: int
    invitations_open: int


class OrganisationPage(TypedDict):
    """A part of the list of organisations; `next` goes into `after`."""

    items: list[Organisation]
    next: str | None


class Member(TypedDict):
    """Somebody in an organisation."""

    membership_id: str
    person_id: str
    name: str
    email: str
    role: str
    since: str


def ask_sign_in(email: str, *, wanted: str | None) -> str:
    """Ask for a sign-in letter; returns the id under which its code can be entered."""
    body = given(email=email, next=wanted)
    asked: str = call("identity", "POST", "/sign-ins", json_body=body).json["sign_in_id"]
    return asked


def enter_by_token(token: str, *, own_device: bool) -> Entered:
    """Sign in with the mailed link's token."""
    return _enter({"token": token, "own_device": own_device})


def enter_by_code(sign_in_id: str, code: str, *, own_device: bool) -> Entered:
    """Sign in with the mailed code."""
    return _enter({"sign_in_id": sign_in_id, "code": code, "own_device": own_device})


def _enter(body: dict[str, object]) -> Entered:
    body["device"] = device()
    entered: Entered = call("identity", "POST", "/sign-ins/check", json_body=body).json
    return entered


def invitation(token: str) -> Invitation:
    """Return what a mailed invitation is about; changes nothing."""
    body = {"token": token}
    found: Invitation = call("identity", "POST", "/invitations/check", json_body=body).json
    return found


def accept_invitation(token: str, *, name: str, language: str, own_device: bool) -> Entered:
    """Take up an invitation and be signed in."""
    body = {
        "token": token,
        "name": name,
        "language": language,
        "own_device": own_device,
        "device": device(),
    }
    entered: Entered = call("identity", "POST", "/invitations/accept", json_body=body).json
    return entered


def set_up(token: str, *, name: str, email: str, language: str) -> Entered:
    """Become the first operator."""
    body = {"token": token, "name": name, "email": email, "language": language}
    body["device"] = device()
    entered: Entered = call("identity", "POST", "/setup", json_body=body).json
    return entered


def end_session(token: str) -> None:
    """End the session of this browser."""
    call("identity", "POST", "/session/end", json_body={"session_token": token})


def change_me(*, name: str | None = None, language: str | None = None) -> Person:
    """Change how the visitor is called or in which language he reads."""
    body = given(name=name, language=language)
    person: Person = call("identity", "PATCH", "/me", json_body=body).json
    return person


def devices() -> list[Device]:
    """Return the visitor's signed-in browsers, the last used first."""
    found: list[Device] = call("identity", "GET", "/sessions").json
    return found


def end_device(session_id: str) -> None:
    """End one of the visitor's sessions."""
    call("identity", "DELETE", f"/sessions/{session_id}")


def sample_people() -> list[SamplePerson]:
    """Return the people of the sample network; `NotFound` outside sample mode."""
    found: list[SamplePerson] = call("identity", "GET", "/sample/people?limit=500").json
    return found


def enter_as_sample(person_id: str) -> Entered:
    """Sign in as one of the sample people."""
    body = {"person_id": person_id}
    entered: Entered = call("identity", "POST", "/sample/sign-in", json_body=body).json
    return entered


def organisations(*, after: str | None = None) -> OrganisationPage:
    """Return organisations with their counts, fifty at a time; operators only."""
    found: OrganisationPage = call(
        "identity", "GET", with_query("/organisations", limit=50, after=after)
    ).json
    return found


def members(organisation_id: str) -> list[Member]:
    """Return who belongs to an organisation now."""
    found: list[Member] = call("identity", "GET", f"/organisations/{organisation_id}/people").json
    return found


def open_invitations(organisation_id: str) -> list[Invitation]:
    """Return the invitations of an organisation that wait for an answer."""
    path = f"/organisations/{organisation_id}/invitations"
    found: list[Invitation] = call("identity", "GET", path).json
    return found


def invite(organisation_id: str, *, name: str, email: str, role: str, language: str) -> str:
    """Invite somebody to a role; returns the invitation's id."""
    body = {"name": name, "email": email, "role": role, "language": language}
    path = f"/organisations/{organisation_id}/invitations"
    made: str = call("identity", "POST", path, json_body=body).json["id"]
    return made


def withdraw_invitation(invitation_id: str) -> None:
    """Take an invitation back."""
    call("identity", "DELETE", f"/invitations/{invitation_id}")


def end_membership(membership_id: str) -> None:
    """End somebody's role in an organisation."""
    call("identity", "DELETE", f"/memberships/{membership_id}")


def names(ids: Sequence[str]) -> dict[str, str]:
    """Return the names of those of up to 200 people whom the visitor may know, by their ids."""
    if not ids:
        return {}
    found = call("identity", "POST", "/people/names", json_body={"ids": list(ids)}).json
    return {person["id"]: person["name"] for person in found}


def device() -> str:
    """Return a name by which a person recognises this browser in the list of his devices."""
    told = request.user_agent.string
    browsers = (("Edg/", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"))
    systems = (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"))
    desks = (("Windows", "Windows"), ("Mac OS", "Mac"), ("Linux", "Linux"))
    browser = _first(told, (*browsers, ("Safari/", "Safari")))
    system = _first(told, (*systems, *desks))
    return " · ".join(part for part in (browser, system) if part)


def _first(told: str, signs: tuple[tuple[str, str], ...]) -> str:
    return next((name for sign, name in signs if sign in told), "")
