"""The one letter about a whole course run."""

from typing import Any
from uuid import UUID

from services.notifications import clients
from services.notifications.facts import Evening
from services.notifications.rules import rule_for
from services.notifications.writing.draft import (
    Draft,
    NotTrue,
    Occasion,
    answered_by,
    name_of,
    reader,
)
from services.notifications.writing.sessions import acquainted, demand_wanted, is_sensitive


def run_planned(occasion: Occasion) -> Draft:
    """Tell a participant all evenings of a course run at once."""
    message = occasion.message
    run = clients.run_letter(occasion.tools, message.subject_id, message.person_id)
    evenings = _still_to_come(occasion, run["sessions"])
    demand_wanted(occasion, run["choice"])
    known, coach_id = acquainted(occasion, run)
    to = reader(known, message.person_id)
    sensitive = any(is_sensitive(one) for one in evenings)
    places = {one["place"] for one in evenings}
    facts = {
        "congregation": clients.congregation_name(occasion.tools, UUID(run["congregation_id"])),
        "evenings": [Evening(one["start_utc"], one["minutes"]) for one in evenings],
        "zone": evenings[0]["zone"],
        "place": places.pop() if len(places) == 1 else None,
        "coach": name_of(known, coach_id),
        "personal": evenings[0]["paragraph"],
        "link": occasion.link(f"/sessions/{evenings[0]['session_id']}"),
        "calendar_link": occasion.link("/account"),
        "discreet": sensitive,
        "code": evenings[0]["code"],
    }
    return Draft(to, facts, None if sensitive else answered_by(known, coach_id, to))


def _still_to_come(occasion: Occasion, sessions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    states = rule_for(occasion.message.letter).true_while
    coming = [
        one
        for one in sessions
        if one["state"] in states and one["start_utc"] > occasion.at and _expects(one, occasion)
    ]
    if not coming:
        raise NotTrue("no evening of the run is still to come")
    return coming


def _expects(session: dict[str, Any], occasion: Occasion) -> bool:
    expected = {one["person_id"] for one in session["participants"]}
    return str(occasion.message.person_id) in expected
