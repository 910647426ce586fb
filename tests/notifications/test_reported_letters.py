"""A yes that a coach wrote down as he was told: leaders hear of it once, and can answer it."""

from typing import Any

import pytest
from sqlalchemy import select

from shared.events.tables import inbox, outbox
from tests import askers
from tests.notifications.conftest import Church, agency_of
from tests.notifications.test_partnering_letters import (
    DECIDED,
    introduced,
    made_ready,
    partners,
    weighed,
)

REPORTED = {**DECIDED, "as_reported": {"by_role": "leader"}}


def told(church: Church, letter: str) -> dict[str, int]:
    """Return how often each of the congregation's people was sent a letter."""
    people = {"anna": church.anna, "bert": church.bert, "coach": church.coach}
    return {
        name: church.states(who).count((letter, "sent"))
        for name, who in people.items()
        if (letter, "sent") in church.states(who)
    }


def approve(church: Church, visit: str, body: dict[str, Any], *, by_leader: bool = False) -> str:
    """Say yes to a visit; returns the id of this yes."""
    who = church.anna if by_leader else church.coach
    done = partners(church, who, f"/visits/{visit}/approvals", {"version": 2, **body})
    return str(done["approvals"][-1]["id"])


def accept(church: Church, agreement: str, body: dict[str, Any]) -> str:
    """Let the coach pass a side's yes on; returns the id of this yes."""
    path = f"/agreements/{agreement}/acceptances"
    done = partners(church, church.coach, path, {"version": 1, **body})
    return str(done["acceptances"][-1]["id"])


def test_leaders_hear_in_their_own_language_of_a_yes_to_a_visit(church: Church) -> None:
    visit = weighed(church, "low")
    approve(church, visit, REPORTED)
    church.host.settle()

    assert told(church, "visit_yes_reported") == {"anna": 1, "bert": 1}
    anna, bert = church.mails(church.anna)[-1], church.mails(church.bert)[-1]
    assert anna.subject == "Klopt uw ja tegen dit plan?"
    assert bert.subject == "Is your yes to this plan right?"
    for mail, day in ((anna, "20 november 2026"), (bert, "20 November 2026")):
        assert "Reis naar Bergdorp" in mail.text
        assert day in mail.text
        assert "Pieter Bos" in mail.text
        assert f"/visits/{visit}" in mail.text


def test_leaders_hear_in_their_own_language_of_a_yes_to_an_agreement(church: Church) -> None:
    agency = agency_of(church, claimed=True)
    agreement = made_ready(church, introduced(agency))
    accept(church, agreement, {"side": "congregation", **REPORTED})
    church.host.settle()

    assert told(church, "agreement_yes_reported") == {"anna": 1, "bert": 1}
    anna, bert = church.mails(church.anna)[-1], church.mails(church.bert)[-1]
    assert anna.subject == "Klopt uw ja tegen de afspraken?"
    assert bert.subject == "Is your yes to the agreement right?"
    for mail in (anna, bert):
        assert "Verre Naasten" in mail.text
        assert f"/agreements/{agreement}" in mail.text
    assert "agreement_yes_reported" not in [name for name, _ in church.states(agency.staff)]


@pytest.mark.parametrize("kind", ["visit.approval", "agreement.acceptance"])
def test_leaders_get_one_letter_even_when_the_yes_is_told_twice(church: Church, kind: str) -> None:
    if kind.startswith("visit"):
        approve(church, weighed(church, "low"), REPORTED)
    else:
        agency = agency_of(church, claimed=True)
        agreement = made_ready(church, introduced(agency))
        accept(church, agreement, {"side": "congregation", **REPORTED})
    church.host.settle()
    with church.host.tools["partners"].db.read() as db:
        happened = select(outbox.c.body).where(outbox.c.type.like(f"%{kind}-reported%"))
        body = db.scalars(happened).one()
    with church.host.tools["notifications"].db.write() as db:
        # as if the note that it was handled had been lost
        db.execute(inbox.delete())
    receiving = church.host.buses["notifications"]._inbox
    ended = [receiving.receive(body), receiving.receive(body)]
    church.host.settle()

    assert ended == ["done", "duplicate"]
    assert told(church, f"{kind.split('.', maxsplit=1)[0]}_yes_reported") == {"anna": 1, "bert": 1}


def test_who_said_yes_himself_is_not_asked_whether_it_is_right(church: Church) -> None:
    approve(church, weighed(church, "low"), DECIDED, by_leader=True)
    church.host.settle()

    assert told(church, "visit_yes_reported") == {}


def test_a_yes_that_was_answered_meanwhile_is_not_asked_about(church: Church) -> None:
    given = approve(church, weighed(church, "low"), REPORTED)
    answer = {"answer": "confirmed", "note": "Klopt"}
    partners(church, church.anna, f"/visit-approvals/{given}/answers", answer)
    church.host.settle()

    assert told(church, "visit_yes_reported") == {}


def test_the_yes_of_an_agency_that_is_passed_on_is_no_letter_to_the_leaders(church: Church) -> None:
    agency = agency_of(church, claimed=False)
    agreement = made_ready(church, introduced(agency))
    accept(church, agreement, {"side": "agency", "as_reported": {"by_role": "contact"}})
    church.host.settle()

    assert told(church, "agreement_yes_reported") == {}


def test_a_sensitive_partner_is_not_named_in_the_letter(church: Church) -> None:
    agency = agency_of(church, claimed=True)
    match = agency.propose(label=2)
    agency.congregation_says_yes(match)
    church.host.settle()
    agency.agency_says_yes(match)
    church.host.settle()
    agreement = made_ready(church, match)
    accept(church, agreement, {"side": "congregation", **REPORTED})
    church.host.settle()

    assert told(church, "agreement_yes_reported") == {"anna": 1, "bert": 1}
    for who in (church.anna, church.bert):
        assert "Verre Naasten" not in church.mails(who)[-1].everything
        assert f"/agreements/{agreement}" in church.mails(who)[-1].text


def test_the_facts_of_these_letters_are_read_by_services_alone(church: Church) -> None:
    given = approve(church, weighed(church, "low"), REPORTED)
    path = f"/letters/visit_yes_reported/{given}"
    service = askers.service(church.host, "notifications")
    refused = askers.call(church.host, church.anna, "partners", "GET", path)
    unknown = askers.call(
        church.host, service, "partners", "GET", f"/letters/visit_yes_reported/{church.id}"
    )

    assert askers.call(church.host, service, "partners", "GET", path).json["state"] == "reported"
    assert (refused.status_code, unknown.status_code) == (403, 404)
