"""What partners does because time passed."""

from datetime import timedelta

from services.partners import clients, policy
from services.partners.actions import agencies, matches, rankings, reviews
from services.partners.model import AwaitedContact
from shared.actor import service
from shared.config import Settings
from shared.errors import Conflict, Invalid, Refusal
from shared.service import Job, Tools

MYSELF = service("partners")


def expire_asks(_settings: Settings, tools: Tools) -> int:
    """End asks that nobody answered within fourteen days; returns how many."""
    with tools.db.read() as db:
        if not matches.due(db, at=tools.clock.now()):
            return 0
    with tools.db.write() as db:
        return matches.expire(db, MYSELF, at=tools.clock.now())


def ask_for_reviews(_settings: Settings, tools: Tools) -> int:
    """Bring agreements under review on the day both sides agreed; returns how many."""
    with tools.db.read() as db:
        if not reviews.due(db, on=policy.today(tools.clock.now())):
            return 0
    with tools.db.write() as db:
        return reviews.fall_due(db, MYSELF, at=tools.clock.now())


def open_receipts(_settings: Settings, tools: Tools) -> int:
    """Open at a month's beginning the receipts whose asks have all ended; returns how many runs."""
    with tools.db.read() as db:
        if not rankings.due(db, at=tools.clock.now()):
            return 0
    with tools.db.write() as db:
        return rankings.open_receipts(db, at=tools.clock.now())


def hand_over_contacts(_settings: Settings, tools: Tools) -> int:
    """Give entered contact persons to identity, which keeps all addresses; returns how many."""
    with tools.db.read() as db:
        waiting = agencies.awaited(db)
        db.expunge_all()  # the end of a reading transaction would empty them
    done = 0
    for contact in waiting:
        if not _handed_over(tools, contact):
            continue
        with tools.db.write() as db:
            agencies.forget_contact(db, contact.id)
        done += 1
    return done


def _handed_over(tools: Tools, contact: AwaitedContact) -> bool:
    try:
        clients.add_contact(
            tools,
            contact.agency_id,
            {"name": contact.name, "email": contact.email, "language": contact.language},
        )
    except (Invalid, Conflict):
        # it will never be taken: the agency has joined, or the address is none
        return True
    except Refusal:
        return False  # identity has not heard of the agency yet, or is away: the next round
    return True


JOBS = (
    Job("expire-asks", timedelta(minutes=5), expire_asks),
    Job("ask-for-reviews", timedelta(minutes=10), ask_for_reviews),
    Job("open-receipts", timedelta(hours=1), open_receipts),
    Job("hand-over-contacts", timedelta(seconds=2), hand_over_contacts),
)
