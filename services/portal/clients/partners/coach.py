"""What coaches ask of partners: rankings, proposals, agencies that have not joined."""

from typing import Any

from services.portal.clients.calling import call, given, with_query

Answer = dict[str, Any]


def ranking(congregation_id: str, language: str, limit: int) -> Answer:
    """Return the partners that suit a congregation, in sentences and figures."""
    path = with_query(f"/rankings/{congregation_id}", limit=limit, language=language)
    return _get(path)


def explanation(congregation_id: str, offering_id: str, language: str) -> Answer:
    """Return the sum behind one offering's score, in sentences, and what would change its place."""
    path = f"/rankings/{congregation_id}/offerings/{offering_id}"
    return _get(with_query(path, language=language))


def card(congregation_id: str, offering_id: str) -> Answer:
    """Return the card as the agency will read it: `{card: {nl, en}, digest, named}`."""
    path = with_query("/match-cards", congregation_id=congregation_id, offering_id=offering_id)
    return _get(path)


def offering(offering_id: str) -> Answer:
    """Return one offering."""
    return _get(f"/offerings/{offering_id}")


def propose(**facts: Any) -> Answer:
    """Propose an offering to a congregation; its leaders are asked first."""
    done: Answer = call("partners", "POST", "/matches", json_body=given(**facts)).json
    return done


def set_aside(congregation_id: str, offering_id: str, reason: str) -> Answer:
    """Take an offering off a congregation's ranking."""
    body = {"offering_id": offering_id, "reason": reason}
    return _post(f"/rankings/{congregation_id}/set-aside", body)


def matches(congregation_id: str) -> list[Answer]:
    """Return the matches of a guided congregation, newest first."""
    found: list[Answer] = _get(with_query("/matches", congregation_id=congregation_id))["items"]
    return found


def match(match_id: str) -> Answer:
    """Return one match with both sides' answers."""
    return _get(f"/matches/{match_id}")


def report_answer(match_id: str, **facts: Any) -> Answer:
    """Write down the congregation's answer as it was told."""
    return _post(f"/matches/{match_id}/answers", given(**facts))


def withdraw(match_id: str) -> Answer:
    """Take a proposal back."""
    return _post(f"/matches/{match_id}/withdrawal", {})


def move(match_id: str, to: str) -> Answer:
    """Bring an introduced match further: exploring, agreement, active, ended."""
    return _post(f"/matches/{match_id}/states", {"to": to})


def agencies(after: str | None) -> Answer:
    """Return agencies, fifty at a time."""
    return _get(with_query("/agencies", limit=50, after=after))


def agency(agency_id: str) -> Answer:
    """Return one agency."""
    return _get(f"/agencies/{agency_id}")


def enter_agency(**facts: Any) -> Answer:
    """Enter an agency that has not joined."""
    return _post("/agencies", given(**facts))


def _get(path: str) -> Answer:
    found: Answer = call("partners", "GET", path).json
    return found


def _post(path: str, body: Answer) -> Answer:
    done: Answer = call("partners", "POST", path, json_body=body).json
    return done
