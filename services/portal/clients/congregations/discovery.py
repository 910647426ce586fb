"""What pages ask about rounds of questions, findings and commitments, and of a rater's link."""

from typing import Any

from services.portal.clients.calling import call, given
from shared.client import Reply
from shared.web import edge

Answer = dict[str, Any]


def discovery(congregation_id: str) -> Answer:
    """Return `{relations, congregation, rounds, findings, profile, commitments, focus}`."""
    found: Answer = call("congregations", "GET", f"/congregations/{congregation_id}/discovery").json
    return found


def round_page(round_id: str) -> Answer:
    """Return a round: `{relations, congregation, round, questions, participation, results, …}`."""
    found: Answer = call("congregations", "GET", f"/rounds/{round_id}").json
    return found


def open_round(congregation_id: str, moment: str) -> Answer:
    """Begin a round."""
    return _post(f"/congregations/{congregation_id}/rounds", {"moment": moment})


def close_round(round_id: str, *, without_figures: bool) -> Answer:
    """End a round for good."""
    return _post(f"/rounds/{round_id}/closing", {"without_figures": without_figures})


def make_links(round_id: str, role: str, count: int) -> list[Answer]:
    """Return so many fresh links `{token, code}` for a role."""
    made: list[Answer] = _post(f"/rounds/{round_id}/links", {"role": role, "count": count})["items"]
    return made


def mail_link(told: Answer, token: str, *, address: str, language: str) -> None:
    """Mail a link of a round (as `round_page` told it) once; the address is not kept."""
    body = {
        "round_id": told["round"]["id"],
        "congregation_id": told["congregation"]["id"],
        "address": address,
        "language": language,
        "token": token,
    }
    call("notifications", "POST", "/rater-invitations", json_body=body)


def enter_form(round_id: str, role: str, levels: dict[str, int | None], note: str) -> None:
    """Type in a form from paper."""
    body = {"role": role, "levels": levels, "note": note}
    call("congregations", "POST", f"/rounds/{round_id}/forms", json_body=body)


def asked(token: str) -> Answer:
    """Return what a rater's link or code asks: `{congregation, role, moment, questions}`."""
    found: Answer = _as_nobody("/rating/questions", {"token": token}).json
    return found


def answer(token: str, levels: dict[str, int | None], note: str) -> None:
    """Answer with a rater's link or code."""
    body = {"token": token, "levels": levels, "note": note}
    _as_nobody("/rating/answers", body)


def write_findings(congregation_id: str, kind: str, texts: list[str]) -> Answer:
    """Put lines on the board."""
    body = {"kind": kind, "texts": texts}
    return _post(f"/congregations/{congregation_id}/findings", body)


def gather(congregation_id: str, ids: list[str], theme: str) -> Answer:
    """Lay findings together under a theme."""
    path = f"/congregations/{congregation_id}/findings/theme"
    done: Answer = call("congregations", "PUT", path, json_body={"ids": ids, "theme": theme}).json
    return done


def change_finding(finding_id: str, **facts: Any) -> Answer:
    """Put a finding otherwise, or say how far an unwritten rule is."""
    path = f"/findings/{finding_id}"
    done: Answer = call("congregations", "PATCH", path, json_body=given(**facts)).json
    return done


def drop_finding(finding_id: str) -> None:
    """Take a finding from the board."""
    call("congregations", "DELETE", f"/findings/{finding_id}")


def add_commitment(congregation_id: str, facts: Answer) -> Answer:
    """Write down a commitment."""
    return _post(f"/congregations/{congregation_id}/commitments", facts)


def change_commitment(commitment_id: str, facts: Answer) -> Answer:
    """Put a commitment right; `facts` holds the version last seen."""
    path = f"/commitments/{commitment_id}"
    done: Answer = call("congregations", "PATCH", path, json_body=facts).json
    return done


def decide_commitment(commitment_id: str, facts: Answer) -> Answer:
    """Say what becomes of a commitment; `facts` holds the version last seen."""
    return _post(f"/commitments/{commitment_id}/dispositions", facts)


def end_commitment(commitment_id: str) -> None:
    """Take a commitment from the list."""
    call("congregations", "DELETE", f"/commitments/{commitment_id}")


def _as_nobody(path: str, body: Answer) -> Reply:
    # who is signed in on this browser is no concern of a rater's answers
    return edge.tools().client.call("congregations", "POST", path, bearer=None, json_body=body)


def _post(path: str, body: Answer) -> Answer:
    done: Answer = call("congregations", "POST", path, json_body=body).json
    return done
