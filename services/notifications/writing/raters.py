"""The letter that brings a rater his link, to an address that is known for this one mail."""

from uuid import UUID

from services.notifications import clients
from services.notifications.clients import Person
from services.notifications.queries import borrowed
from services.notifications.writing.draft import Draft, NotTrue, Occasion


def rater_invitation(occasion: Occasion) -> Draft:
    """Write the letter while its round is open."""
    message = occasion.message
    with occasion.tools.db.read() as db:
        kept = borrowed.address_of(db, message.id)
    if kept is None:
        raise NotTrue("the address is no longer kept")
    told = clients.rater_letter(occasion.tools, message.subject_id)
    if told["state"] != "open" or UUID(told["congregation_id"]) != message.organisation_id:
        raise NotTrue(f"the round is {told['state']} by now")
    facts = {
        "congregation": clients.congregation_name(occasion.tools, UUID(told["congregation_id"])),
        "link": occasion.link(f"/r/{kept.token}"),
    }
    return Draft(Person(message.person_id, "", kept.address, kept.language), facts)
