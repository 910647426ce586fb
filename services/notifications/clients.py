"""What notifications asks of the owners when a mail is written, and of the mail catcher."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import requests

from services.notifications.rules import rule_for
from shared.errors import Forbidden, NotFound, Refusal, Unavailable, Unknown
from shared.service import Tools

WAIT = (3.05, 10)  # seconds to connect, to answer


@dataclass(frozen=True)
class Person:
    """How somebody is called, and where and in which language he reads."""

    id: UUID
    name: str
    email: str
    language: str


def people(tools: Tools, ids: Iterable[UUID]) -> dict[UUID, Person]:
    """Return the people among these whom identity knows, by id."""
    wanted = [str(one) for one in dict.fromkeys(ids)]
    found = _ask(tools, "identity", "POST", "/people/lookup", {"ids": wanted})
    return {UUID(one["id"]): _person(one, UUID(one["id"])) for one in found}


def sign_in_letter(tools: Tools, sign_in_id: UUID) -> dict[str, Any]:
    """Return address, code and token of a sign-in; identity makes them once."""
    return _read(_ask(tools, "identity", "POST", f"/sign-ins/{sign_in_id}/letter"))


def invitation_letter(tools: Tools, invitation_id: UUID) -> dict[str, Any]:
    """Return address, inviter and token of an invitation; identity makes it once."""
    return _read(_ask(tools, "identity", "POST", f"/invitations/{invitation_id}/letter"))


def answer_token(tools: Tools, person_id: UUID, agency_id: UUID, match_id: UUID) -> str:
    """Return the token with which a contact person may answer one request."""
    return _token(tools, person_id, agency_id, purpose="answer", subject=match_id)


def agreement_token(tools: Tools, person_id: UUID, agency_id: UUID, agreement_id: UUID) -> str:
    """Return the token with which a contact person may answer for one agreement."""
    return _token(tools, person_id, agency_id, purpose="agreement", subject=agreement_id)


def check_in_token(tools: Tools, person_id: UUID, organisation_id: UUID, check_in_id: UUID) -> str:
    """Return the token with which somebody may answer one check-in, for one side of it."""
    return _token(tools, person_id, organisation_id, purpose="check-in", subject=check_in_id)


def match_letter(tools: Tools, match_id: UUID) -> dict[str, Any]:
    """Return the facts of the letters about a match."""
    return _read(_ask(tools, "partners", "GET", f"/letters/match/{match_id}"), "until")


def decision_letter(tools: Tools, decision_id: UUID) -> dict[str, Any]:
    """Return the facts of the letter about a decision."""
    return _read(_ask(tools, "congregations", "GET", f"/letters/decision/{decision_id}"))


def journey_letter(tools: Tools, name: str, subject_id: UUID) -> dict[str, Any]:
    """Return the facts of a letter about a journey, from whoever publishes what it tells of."""
    owner = rule_for(name).contract.publisher()
    return _read(_ask(tools, owner, "GET", f"/letters/{name}/{subject_id}"))


def rater_letter(tools: Tools, round_id: UUID) -> dict[str, Any]:
    """Return the facts of the letter to a rater, which no event asks for."""
    return _read(_ask(tools, "congregations", "GET", f"/letters/rater_invitation/{round_id}"))


def session_letter(tools: Tools, session_id: UUID, person_id: UUID) -> dict[str, Any]:
    """Return the facts of a session as this person is told them; moments are aware."""
    path = f"/letters/session/{session_id}?person_id={person_id}"
    return _session(_ask(tools, "scheduling", "GET", path))


def run_letter(tools: Tools, run_id: UUID, person_id: UUID) -> dict[str, Any]:
    """Return the facts of a course run, its sessions by time."""
    found = _read(_ask(tools, "scheduling", "GET", f"/letters/run/{run_id}?person_id={person_id}"))
    return {**found, "sessions": [_session(one) for one in found["sessions"]]}


def congregation_name(tools: Tools, congregation_id: UUID) -> str:
    """Return name and place of a congregation; raises `NotFound`."""
    cards = _ask(tools, "congregations", "GET", f"/cards?ids={congregation_id}")["items"]
    if not cards:
        raise NotFound
    return ", ".join(filter(None, (cards[0]["name"], cards[0].get("place"))))


def agency_name(tools: Tools, agency_id: UUID) -> str | None:
    """Return the name of an agency, or None while partners tells it to no service."""
    try:
        return str(_ask(tools, "partners", "GET", f"/agencies/{agency_id}")["name"])
    except (Forbidden, NotFound):
        return None


def caught_mails(catcher: str) -> list[dict[str, Any]]:
    """Return what the mail catcher holds, oldest first."""
    found: list[dict[str, Any]] = _from_catcher(f"{catcher.rstrip('/')}/mails").json()
    return found


def caught_mail(catcher: str, number: int) -> bytes:
    """Return one caught mail as it came in; raises `NotFound`."""
    return _from_catcher(f"{catcher.rstrip('/')}/mails/{number}").content


def _token(
    tools: Tools, person_id: UUID, organisation_id: UUID, *, purpose: str, subject: UUID
) -> str:
    content = {
        "person_id": str(person_id),
        "organisation_id": str(organisation_id),
        "purpose": purpose,
        "subject": str(subject),
    }
    return str(_ask(tools, "identity", "POST", "/links", content)["token"])


def _ask(tools: Tools, service: str, method: str, path: str, content: object = None) -> Any:
    try:
        return _call(tools, service, method, path, content)
    except Unknown:
        # what we were vouched for by is no longer accepted: once more with a new assertion
        tools.credentials.forget(service)
    try:
        return _call(tools, service, method, path, content)
    except Unknown as fault:
        raise Unavailable(f"{service} does not know us now.") from fault


def _call(tools: Tools, service: str, method: str, path: str, content: object) -> Any:
    try:
        bearer = tools.credentials.bearer(service)
    except Refusal as fault:
        # that identity does not vouch for us says nothing about the thing we ask for
        raise Unavailable("identity does not vouch for us now.") from fault
    return tools.client.call(service, method, path, bearer=bearer, json_body=content).json


def _person(found: dict[str, Any], person_id: UUID) -> Person:
    return Person(person_id, found["name"], found["email"], found["language"])


def _session(found: dict[str, Any]) -> dict[str, Any]:
    return _read(found, "start_utc", "end_utc", "previous_start_utc", "revision_at")


def _read(found: dict[str, Any], *moments: str) -> dict[str, Any]:
    read = {name: datetime.fromisoformat(found[name]) for name in moments if found.get(name)}
    return {**found, **read}


def _from_catcher(url: str) -> requests.Response:
    with requests.Session() as session:
        session.trust_env = False
        try:
            answer = session.get(url, timeout=WAIT)
        except requests.RequestException as fault:
            raise Unavailable("The mail catcher does not answer.") from fault
    if answer.status_code == 404:
        raise NotFound
    if answer.status_code != 200:
        raise Unavailable("The mail catcher does not answer.")
    return answer
