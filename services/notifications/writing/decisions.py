"""The letter that asks leaders whether a reported decision is as it was written down."""

from datetime import date
from uuid import UUID

from services.notifications import clients
from services.notifications.writing.draft import Draft, Occasion, answered_by, name_of, reader
from shared.reference import vocabulary


def decision_reported(occasion: Occasion) -> Draft:
    """Ask a leader to confirm or contest a decision."""
    message = occasion.message
    told = clients.decision_letter(occasion.tools, message.subject_id)
    decision = told["decision"]
    occasion.demand_state(decision["state"])
    coach_id = UUID(told["coach_id"]) if told.get("coach_id") else message.coach_id
    known = clients.people(occasion.tools, [message.person_id, *([coach_id] if coach_id else [])])
    to = reader(known, message.person_id)
    subject = told.get(f"subject_{to.language}")
    facts = {
        "what": f"{subject}: {decision['text']}" if subject else decision["text"],
        "body": _body(decision["body"], to.language),
        "on": date.fromisoformat(decision["held_on"]),
        "by": name_of(known, coach_id),
        "link": occasion.link(f"/congregation/decisions/{message.subject_id}"),
        "discreet": False,
    }
    return Draft(to, facts, answered_by(known, coach_id, to))


def _body(code: str, language: str) -> str:
    known = vocabulary.is_code("decision_bodies", code)
    return vocabulary.label("decision_bodies", code, language) if known else code
