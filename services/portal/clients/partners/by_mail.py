"""What somebody with a mailed link asks about the one agreement that it is for."""

from typing import Any

from services.portal.clients.calling import call, given
from services.portal.clients.links import Errand
from shared.errors import NotFound
from shared.web import edge

PURPOSE = "agreement"


def errand(token: str) -> Errand:
    """Return what a mailed link is for; `Invalid` when it is over, `NotFound` for another kind."""
    body = {"token": token, "audience": "partners"}
    found = call("identity", "POST", "/links/check", json_body=body).json
    if found["purpose"] != PURPOSE:
        raise NotFound
    return Errand(subject=found["subject"], assertion=found["assertion"])


def agreement(on: Errand) -> dict[str, Any]:
    """Return the agreement that the link is for."""
    found: dict[str, Any] = _ask(on, "GET", "")
    return found


def act(on: Errand, what: str, body: dict[str, Any]) -> dict[str, Any]:
    """Accept it (`acceptances`) or say how to go on (`reviews`)."""
    done: dict[str, Any] = _ask(on, "POST", f"/{what}", given(**body))
    return done


def _ask(on: Errand, method: str, what: str, body: dict[str, Any] | None = None) -> Any:
    path = f"/agreements/{on['subject']}{what}"
    client = edge.tools().client
    return client.call("partners", method, path, bearer=on["assertion"], json_body=body).json
