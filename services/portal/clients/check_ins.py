"""What somebody asks who came by the link of a mail that asks how it goes."""

from typing import Any, TypedDict

from services.portal.clients.calling import call, given
from shared.errors import NotFound
from shared.web import edge

PURPOSE = "check-in"


class Errand(TypedDict):
    """Which question the link answers, and the assertion that allows just that."""

    subject: str
    assertion: str


def errand(token: str) -> Errand:
    """Return what a mailed link is for; `Invalid` when it is over, `NotFound` for another kind."""
    body = {"token": token, "audience": "congregations"}
    found = call("identity", "POST", "/links/check", json_body=body).json
    if found["purpose"] != PURPOSE:
        raise NotFound
    return Errand(subject=found["subject"], assertion=found["assertion"])


def question(on: Errand) -> dict[str, Any]:
    """Return `{congregation, check_in}` of the question that the link is for."""
    found: dict[str, Any] = _ask(on, "GET", f"/check-ins/{on['subject']}")
    return found


def answer(on: Errand, **facts: Any) -> dict[str, Any]:
    """Answer it, once."""
    path = f"/check-ins/{on['subject']}/answer"
    done: dict[str, Any] = _ask(on, "POST", path, given(**facts))
    return done


def _ask(on: Errand, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
    client = edge.tools().client
    return client.call("congregations", method, path, bearer=on["assertion"], json_body=body).json
