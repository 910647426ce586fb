"""The letters that ask how it goes: as any about a journey, with a link that answers this one."""

from dataclasses import replace

from services.notifications import clients
from services.notifications.writing.draft import Draft, NotTrue, Occasion
from services.notifications.writing.journeys import of_journey


def check_in(occasion: Occasion) -> Draft:
    """Ask one side how it goes; who has the mail answers without signing in."""
    message, draft = occasion.message, of_journey(occasion)
    if message.organisation_id is None:
        raise NotTrue("it is asked of nobody")
    token = clients.check_in_token(
        occasion.tools, message.person_id, message.organisation_id, message.subject_id
    )
    return replace(draft, facts={**draft.facts, "link": occasion.link(f"/check-in/{token}")})
