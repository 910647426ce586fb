"""What is printed: the questionnaire, and the report of a closed round."""

from uuid import UUID

from flask import url_for
from flask_babel import gettext as _

from services.portal.clients.congregations import discovery as client
from services.portal.moments import today
from services.portal.pages.discovery.area import Page, Told, pages, told_of
from services.portal.pages.discovery.boards import by_kind
from services.portal.pages.discovery.outcome import pictures
from services.portal.pages.discovery.overview import bands_of, passions_of
from services.portal.reports import printed
from shared.errors import Conflict
from shared.reference.vocabulary import codes

ROUND = "/congregations/<uuid:congregation_id>/discovery/rounds/<uuid:round_id>"
SEALED = 3


@pages.get(f"{ROUND}/questionnaire")
def questionnaire(congregation_id: UUID, round_id: UUID) -> Page:
    """Show the questions on sheets to fill in."""
    return _questionnaire(congregation_id, round_id, as_pdf=False)


@pages.get(f"{ROUND}/questionnaire.pdf")
def questionnaire_pdf(congregation_id: UUID, round_id: UUID) -> Page:
    """Hand out the sheets as PDF."""
    return _questionnaire(congregation_id, round_id, as_pdf=True)


@pages.get(f"{ROUND}/report")
def report(congregation_id: UUID, round_id: UUID) -> Page:
    """Show the report of a closed round, or the sheet for a conversation."""
    return _report(congregation_id, round_id, as_pdf=False)


@pages.get(f"{ROUND}/report.pdf")
def report_pdf(congregation_id: UUID, round_id: UUID) -> Page:
    """Hand out the report as PDF."""
    return _report(congregation_id, round_id, as_pdf=True)


def _questionnaire(congregation_id: UUID, round_id: UUID, *, as_pdf: bool) -> Page:
    told = told_of(congregation_id, round_id)
    return printed(
        "discovery/questionnaire_print.html",
        name=f"{_('Questions')} {told['congregation']['name']}",
        as_pdf=as_pdf,
        **_frame(told),
        label=1,
        code=told["sheet_code"],
        roles=codes("rater_roles"),
    )


def _report(congregation_id: UUID, round_id: UUID, *, as_pdf: bool) -> Page:
    told = told_of(congregation_id, round_id)
    if told["results"] is None:
        raise Conflict("There is an outcome once the round is closed.")
    if not told["results"]["has_figures"]:
        return printed(
            "discovery/conversation_print.html",
            name=f"{_('Conversation')} {told['congregation']['name']}",
            as_pdf=as_pdf,
            **_frame(told),
            label=1,
        )
    return _baseline(told, as_pdf=as_pdf)


def _baseline(told: Told, *, as_pdf: bool) -> Page:
    whole = client.discovery(told["congregation"]["id"])
    # what this reader may not know of a sealed commitment is not printed for him either
    sealed = any(one["label"] == SEALED and one["title"] for one in whole["commitments"])
    return printed(
        "discovery/report_print.html",
        name=f"{_('Where we stand')} {told['congregation']['name']}",
        as_pdf=as_pdf,
        **_frame(told),
        label=SEALED if sealed else 2,
        outcome=pictures(told["results"]),
        kinds=by_kind(whole["findings"]),
        banded=bands_of(whole["profile"]),
        passions=passions_of(whole["profile"]),
        commitments=whole["commitments"],
        focus=whole["focus"],
    )


def _frame(told: Told) -> Told:
    reference = told["questions"]["reference"]
    ids = {"congregation_id": told["congregation"]["id"], "round_id": told["round"]["id"]}
    return {
        "congregation": told["congregation"],
        "round": told["round"],
        "questions": told["questions"],
        "sources": [_("Questions: %(name)s, written for Missionscoach.", name=reference)],
        "made_on": today(),
        "back_href": url_for("discovery.one_round", **ids),
        "back_label": _("Back to the round"),
    }
