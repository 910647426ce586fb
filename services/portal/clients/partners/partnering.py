"""What pages ask of partners about shortlists, visits and agreements, for either side."""

from typing import Any

from services.portal.clients.calling import call, given, with_query

Answer = dict[str, Any]


def overview(congregation_id: str) -> Answer:
    """Return shortlists, visits, agreements and matches of a congregation."""
    return _read(f"/partnering/{congregation_id}")


def shortlist(shortlist_id: str) -> Answer:
    """Return one shortlist."""
    return _read(f"/shortlists/{shortlist_id}")


def begin_shortlist(body: Answer) -> Answer:
    """Begin a shortlist."""
    return _tell("/shortlists", body)


def change_shortlist(shortlist_id: str, body: Answer) -> Answer:
    """Change title and criteria."""
    return _change(f"/shortlists/{shortlist_id}", body)


def add_candidate(shortlist_id: str, body: Answer) -> Answer:
    """Put one more beside the others."""
    return _tell(f"/shortlists/{shortlist_id}/candidates", given(**body))


def choices(words: str) -> Answer:
    """Return `{agencies, offerings, more}` whose names hold these words; for coaches."""
    return _read(with_query("/choices", words=words))


def drop_candidate(candidate_id: str) -> Answer:
    """Take one off its list."""
    found: Answer = call("partners", "DELETE", f"/candidates/{candidate_id}").json
    return found


def judge(candidate_id: str, judgements: list[Answer]) -> Answer:
    """Write down how it stands beside the criteria."""
    return _tell(f"/candidates/{candidate_id}/judgements", {"judgements": judgements})


def decide(candidate_id: str, body: Answer) -> Answer:
    """Keep what was decided of it."""
    return _tell(f"/candidates/{candidate_id}/outcome", given(**body))


def visits() -> list[Answer]:
    """Return the visits that the visitor may see."""
    found: list[Answer] = _read("/visits")["items"]
    return found


def visit(visit_id: str) -> Answer:
    """Return one visit."""
    return _read(f"/visits/{visit_id}")


def plan_visit(body: Answer) -> Answer:
    """Write down the idea of a visit."""
    return _tell("/visits", body)


def change_visit(visit_id: str, body: Answer) -> Answer:
    """Put a visit otherwise."""
    return _change(f"/visits/{visit_id}", body)


def on_visit(visit_id: str, what: str, body: Answer) -> Answer:
    """Do one of `risk`, `approvals`, `states`, `debrief` with a visit."""
    return _tell(f"/visits/{visit_id}/{what}", given(**body))


def answer_approval(approval_id: str, body: Answer) -> Answer:
    """Confirm or contest a yes to a visit that the coach passed on."""
    return _tell(f"/visit-approvals/{approval_id}/answers", body)


def agreements() -> list[Answer]:
    """Return the agreements of which the visitor's side is a party."""
    found: list[Answer] = _read("/agreements")["items"]
    return found


def agreement(agreement_id: str) -> Answer:
    """Return one agreement."""
    return _read(f"/agreements/{agreement_id}")


def begin_agreement(body: Answer) -> Answer:
    """Begin an agreement."""
    return _tell("/agreements", body)


def rewrite(agreement_id: str, body: Answer) -> Answer:
    """Write the next text."""
    return _change(f"/agreements/{agreement_id}", body)


def on_agreement(agreement_id: str, what: str, body: Answer) -> Answer:
    """Do one of `readiness`, `acceptances`, `reviews`, `ending`, `end`, `exit-steps/<code>`."""
    return _tell(f"/agreements/{agreement_id}/{what}", given(**body))


def answer_acceptance(acceptance_id: str, body: Answer) -> Answer:
    """Confirm or contest a yes to an agreement that the coach passed on."""
    return _tell(f"/acceptances/{acceptance_id}/answers", body)


def _read(path: str) -> Answer:
    found: Answer = call("partners", "GET", path).json
    return found


def _tell(path: str, body: Answer) -> Answer:
    done: Answer = call("partners", "POST", path, json_body=body).json
    return done


def _change(path: str, body: Answer) -> Answer:
    done: Answer = call("partners", "PATCH", path, json_body=body).json
    return done
