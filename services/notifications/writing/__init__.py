"""Writes the mail of one message from what its owners say now, or finds that it is no longer so."""

from collections.abc import Callable, Mapping

from services.notifications.mail import Letter, Sender, build
from services.notifications.render import render
from services.notifications.writing.agreements import agreement
from services.notifications.writing.check_ins import check_in
from services.notifications.writing.decisions import decision_reported
from services.notifications.writing.draft import Draft, NotTrue, Occasion, Unwanted
from services.notifications.writing.journeys import of_journey
from services.notifications.writing.matches import (
    introduction_to_agency,
    introduction_to_leaders,
    proposal,
    request,
)
from services.notifications.writing.people import invitation, sign_in
from services.notifications.writing.raters import rater_invitation
from services.notifications.writing.runs import run_planned
from services.notifications.writing.sessions import evaluation_due, session

__all__ = ["MADE_ONCE", "NotTrue", "Occasion", "Unwanted", "write"]

# letters with a link that identity makes only once
MADE_ONCE = ("sign_in", "invitation")

# letters that need more than what any letter about a journey tells
_WRITERS: Mapping[str, Callable[[Occasion], Draft]] = {
    "sign_in": sign_in,
    "invitation": invitation,
    "proposal_to_congregation": proposal,
    "request_to_agency": request,
    "introduction_to_leaders": introduction_to_leaders,
    "introduction_to_agency": introduction_to_agency,
    "decision_reported": decision_reported,
    "session_planned": session,
    "session_moved": session,
    "session_cancelled": session,
    "run_planned": run_planned,
    "rater_invitation": rater_invitation,
    "checkin_due": check_in,
    "checkin_due_agency": check_in,
    "evaluation_due": evaluation_due,
    "agreement_to_accept": agreement,
    "agreement_review_due": agreement,
}


def write(occasion: Occasion) -> tuple[str, bytes]:
    """Return the recipient's address and the finished mail.

    Raises `NotTrue` when it is overtaken, `Unwanted` when the person chose not to get it,
    `Unbuildable` naming a fact, and a refusal of an owner that was asked.
    """
    draft = _WRITERS.get(occasion.message.letter, of_journey)(occasion)
    text = render(occasion.message.letter, draft.to.language, draft.facts)
    letter = Letter(
        to=draft.to.email,
        subject=text.subject,
        plain=text.plain,
        html=text.html,
        message_id=occasion.message_id,
        date=occasion.at,
        language=draft.to.language,
        reply_to=draft.reply_to,
        in_reply_to=occasion.in_reply_to,
        calendar=draft.calendar,
    )
    return draft.to.email, build(letter, sender=Sender.from_text(occasion.settings.mail_from))
