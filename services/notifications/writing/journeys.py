"""The letters about a congregation's journey: each is told what its owner says of it now."""

from datetime import date
from uuid import UUID

from services.notifications import clients
from services.notifications.render import letter_kind
from services.notifications.writing.draft import (
    Draft,
    Occasion,
    answered_by,
    code_of,
    name_of,
    reader,
)


def of_journey(occasion: Occasion) -> Draft:
    """Tell of something on the way of a congregation; the letter takes the facts it knows."""
    message = occasion.message
    told = clients.journey_letter(occasion.tools, message.letter, message.subject_id)
    occasion.demand_state(told["state"])
    coach_id = UUID(told["coach_id"]) if told.get("coach_id") else message.coach_id
    known = clients.people(occasion.tools, [message.person_id, *([coach_id] if coach_id else [])])
    to = reader(known, message.person_id)
    days = {
        name: date.fromisoformat(told[name]) if told.get(name) else None for name in ("on", "until")
    }
    facts: dict[str, object] = {
        "congregation": clients.congregation_name(occasion.tools, UUID(told["congregation_id"])),
        "what": told.get(f"what_{to.language}"),
        "coach": name_of(known, coach_id),
        "link": occasion.link(told["path"]),
        "code": code_of(message.subject_id),
        "discreet": told["discreet"],
        **days,
    }
    wanted = letter_kind(message.letter).facts
    facts = {name: value for name, value in facts.items() if name in wanted}
    return Draft(to, facts, answered_by(known, coach_id, to))
