"""The letters about an agreement: as any about a journey; a contact answers by a link."""

from dataclasses import replace

from services.notifications import clients
from services.notifications.writing.draft import Draft, Occasion
from services.notifications.writing.journeys import of_journey


def agreement(occasion: Occasion) -> Draft:
    """Ask one side of an agreement; an agency's contact answers without signing in."""
    message, draft = occasion.message, of_journey(occasion)
    if message.role != "contact" or message.organisation_id is None:
        return draft
    token = clients.agreement_token(
        occasion.tools, message.person_id, message.organisation_id, message.subject_id
    )
    return replace(draft, facts={**draft.facts, "link": occasion.link(f"/agreement/{token}")})
