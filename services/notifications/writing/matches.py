"""The letters about a match: a proposal, a request, and the two sides of an introduction."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from services.notifications import clients
from services.notifications.cleaning import Unbuildable
from services.notifications.clients import Person
from services.notifications.writing.draft import (
    Draft,
    Occasion,
    answered_by,
    code_of,
    name_of,
    reader,
)

HOME = ZoneInfo("Europe/Amsterdam")


def proposal(occasion: Occasion) -> Draft:
    """Ask a leader for the congregation's answer."""
    match, known, to = _asked(occasion)
    named = match["agency_named"]
    facts = {
        "congregation": _congregation(occasion, match),
        "agency": match["agency_name"] if named else None,
        "offering": match["offering_title"][to.language] or None,
        "link": occasion.link(f"/congregation/proposals/{occasion.message.subject_id}"),
        "coach": name_of(known, UUID(match["coach_id"])),
        "personal": match["paragraph"],
        "until": _until(match),
    }
    return _draft(occasion, match, known, to=to, facts=facts)


def request(occasion: Occasion) -> Draft:
    """Ask an agency for its answer, without naming the congregation."""
    match, known, to = _asked(occasion)
    facts = {
        "offering": match["offering_title"][to.language],
        "link": _agency_link(occasion),
        "until": _until(match),
    }
    return _draft(occasion, match, known, to=to, facts=facts)


def introduction_to_leaders(occasion: Occasion) -> Draft:
    """Tell a leader whom of the agency they can reach now."""
    match, known, to = _asked(occasion, counterpart="agency")
    contact_id = occasion.first_of(UUID(match["agency_id"]), "agency")
    contact = known.get(contact_id) if contact_id else None
    if contact is None:
        raise Unbuildable("contact", "nobody of the agency is known")
    facts = {
        "congregation": _congregation(occasion, match),
        "agency": match["agency_name"],
        "offering": match["offering_title"][to.language],
        "contact": contact.name,
        "contact_address": contact.email,
        "coach": name_of(known, UUID(match["coach_id"])),
        "link": occasion.link(f"/congregation/proposals/{occasion.message.subject_id}"),
    }
    return _draft(occasion, match, known, to=to, facts=facts)


def introduction_to_agency(occasion: Occasion) -> Draft:
    """Tell the agency which congregation said yes, and who speaks for it."""
    match, known, to = _asked(occasion, counterpart="leaders")
    leader = occasion.first_of(UUID(match["congregation_id"]), "leaders")
    coach = UUID(match["coach_id"])
    facts = {
        "congregation": _congregation(occasion, match),
        "contact": name_of(known, leader if leader in known else coach),
        "offering": match["offering_title"][to.language],
        "coach": name_of(known, coach),
        "link": _agency_link(occasion),
    }
    return _draft(occasion, match, known, to=to, facts=facts)


def _asked(
    occasion: Occasion, *, counterpart: str = ""
) -> tuple[dict[str, Any], Mapping[UUID, Person], Person]:
    match = clients.match_letter(occasion.tools, occasion.message.subject_id)
    occasion.demand_state(match["state"])
    wanted = [occasion.message.person_id, UUID(match["coach_id"])]
    if counterpart:
        place = match["agency_id" if counterpart == "agency" else "congregation_id"]
        other = occasion.first_of(UUID(place), counterpart)
        wanted += [other] if other else []
    known = clients.people(occasion.tools, wanted)
    return match, known, reader(known, occasion.message.person_id)


def _draft(
    occasion: Occasion,
    match: dict[str, Any],
    known: Mapping[UUID, Person],
    *,
    to: Person,
    facts: dict[str, object],
) -> Draft:
    discreet = bool(match["discreet"])
    code = code_of(occasion.message.subject_id)
    # who may answer is told nothing either: an address can say as much as a name
    reply_to = None if discreet else answered_by(known, UUID(match["coach_id"]), to)
    return Draft(to, {**facts, "discreet": discreet, "code": code}, reply_to)


def _congregation(occasion: Occasion, match: dict[str, Any]) -> str:
    return clients.congregation_name(occasion.tools, UUID(match["congregation_id"]))


def _agency_link(occasion: Occasion) -> str:
    message = occasion.message
    if message.role != "contact" or message.organisation_id is None:
        return occasion.link(f"/agency/requests/{message.subject_id}")
    token = clients.answer_token(
        occasion.tools, message.person_id, message.organisation_id, message.subject_id
    )
    return occasion.link(f"/answer/{token}")


def _until(match: dict[str, Any]) -> object:
    return match["until"].astimezone(HOME).date() if match["until"] else None
