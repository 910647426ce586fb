"""What leaders and working groups ask of congregations."""

from typing import Any

from services.portal.clients.calling import call, given

Answer = dict[str, Any]


def journey(congregation_id: str) -> Answer:
    """Return `{relations, journey, previous, launch, decisions, files}` of one congregation."""
    found: Answer = call("congregations", "GET", f"/congregations/{congregation_id}/journey").json
    return found


def names(ids: list[str]) -> dict[str, str]:
    """Return the names of these congregations, as far as the visitor may know them."""
    answer = call("congregations", "GET", f"/cards?ids={','.join(ids)}").json
    return {card["id"]: card["name"] for card in answer["items"]}


def answer_decision(decision_id: str, answer: str, note: str) -> Answer:
    """Confirm or contest a decision that the coach wrote down as reported."""
    body = {"answer": answer, **given(note=note or None)}
    done: Answer = call(
        "congregations", "POST", f"/decisions/{decision_id}/answers", json_body=body
    ).json
    return done
