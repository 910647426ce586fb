"""What somebody with a mailed link, and without an account, asks: one request, and answering it."""

from typing import Any, TypedDict

from services.portal.clients.calling import call, given
from shared.errors import NotFound
from shared.web import edge

PURPOSE = "answer"


class Errand(TypedDict):
    """What a link is for: the request, and the assertion that allows to answer it."""

    subject: str
    assertion: str


def errand(token: str) -> Errand:
    """Return what a mailed link is for; `Invalid` when it is over, `NotFound` for another kind."""
    body = {"token": token, "audience": "partners"}
    found = call("identity", "POST", "/links/check", json_body=body).json
    if found["purpose"] != PURPOSE:
        raise NotFound
    return Errand(subject=found["subject"], assertion=found["assertion"])


def request(on: Errand) -> dict[str, Any]:
    """Return the request that the link is for."""
    found: dict[str, Any] = _ask(on, "GET", f"/matches/{on['subject']}")
    return found


def answer(on: Errand, **facts: Any) -> dict[str, Any]:
    """Answer it: `answer` yes or no, `reason` for oneself and the coach."""
    done: dict[str, Any] = _ask(on, "POST", f"/matches/{on['subject']}/answers", given(**facts))
    return done


def _ask(on: Errand, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
    client = edge.tools().client
    return client.call("partners", method, path, bearer=on["assertion"], json_body=body).json
