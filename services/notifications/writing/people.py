"""The letters with which people come in: a sign-in link, an invitation."""

from services.notifications import clients
from services.notifications.clients import Person
from services.notifications.writing.draft import Draft, NotTrue, Occasion
from shared.errors import NotFound

_AN_AGENCY = {"nl": "een organisatie die meedoet", "en": "an organisation that takes part"}


def sign_in(occasion: Occasion) -> Draft:
    """Write the letter with a sign-in link and code."""
    message = occasion.message
    try:
        told = clients.sign_in_letter(occasion.tools, message.subject_id)
    except NotFound as gone:
        raise NotTrue("the sign-in is over") from gone
    facts = {
        "code": told["code"],
        "minutes": told["minutes"],
        "link": occasion.link(f"/sign-in/{told['token']}"),
    }
    return Draft(_reader(occasion, told), facts)


def invitation(occasion: Occasion) -> Draft:
    """Write the letter that invites somebody to a role."""
    # before the link is made, which happens once: nothing may fail after it
    organisation = _organisation(occasion)
    try:
        told = clients.invitation_letter(occasion.tools, occasion.message.subject_id)
    except NotFound as gone:
        raise NotTrue("the invitation is over") from gone
    facts = {
        "organisation": organisation or _AN_AGENCY[told["language"]],
        "inviter": told["inviter_name"],
        "role": told["role"],
        "link": occasion.link(f"/invitation/{told['token']}"),
    }
    return Draft(_reader(occasion, told), facts)


def _reader(occasion: Occasion, told: dict[str, str]) -> Person:
    message = occasion.message
    return Person(message.person_id, told["name"], told["email"], told["language"])


def _organisation(occasion: Occasion) -> str | None:
    message = occasion.message
    if message.organisation_id is None or message.organisation_kind == "network":
        return "Missionscoach"
    if message.organisation_kind == "agency":
        return clients.agency_name(occasion.tools, message.organisation_id)
    return clients.congregation_name(occasion.tools, message.organisation_id)
