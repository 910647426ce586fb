"""Mails about visits and agreements: to whom, with which link, and without places at high risk."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from werkzeug.test import Client as Browser

from services.host import Host
from shared.clock import StillClock
from tests import askers
from tests.notifications.conftest import Agency, Church, Mail, agency_of

PLACE = "Bergdorp"
DECIDED = {"body": "church_council", "held_on": "2026-11-20"}
SIDES = [
    {"side": "congregation", "who": "Gebedsgroep", "what": "Bidden"},
    {"side": "agency", "who": "Team", "what": "Schrijven"},
]


def partners(church: Church, who: Any, path: str, content: dict[str, Any]) -> dict[str, Any]:
    done: dict[str, Any] = church.call(who, "partners", "POST", path, content)
    return done


def weighed(church: Church, level: str) -> str:
    plan = {
        "congregation_id": str(church.id),
        "kind": "country",
        "title": f"Reis naar {PLACE}",
        "place": PLACE,
        "purpose": f"Kennismaken in {PLACE}",
        "starts_on": "2027-03-01",
        "ends_on": "2027-03-10",
    }
    visit = str(partners(church, church.anna, "/visits", plan)["id"])
    risk = {"version": 1, "risk_level": level, "weighed": f"Onrust in {PLACE}"}
    partners(church, church.anna, f"/visits/{visit}/risk", risk)
    church.host.settle()
    return visit


def introduced(agency: Agency) -> str:
    match = agency.propose()
    agency.congregation_says_yes(match)
    church = agency.church
    church.host.settle()
    if agency.staff:
        agency.agency_says_yes(match)
    else:
        (asked,) = [mail for mail in church.mails() if "/answer/" in mail.text]
        token = link_of(asked, "/answer/")
        press(church.host, f"/answer/{token}", answer="yes")
    church.host.settle()
    return match


def made_ready(church: Church, match: str) -> str:
    made = partners(church, church.anna, "/agreements", {"match_id": match, "contributions": SIDES})
    agreement = str(made["id"])
    partners(church, church.anna, f"/agreements/{agreement}/readiness", {"version": 1})
    church.host.settle()
    return agreement


def link_of(mail: Mail, path: str) -> str:
    return mail.text.split(path)[1].split()[0]


def press(host: Host, path: str, **fields: str) -> None:
    browser = Browser(host.apps["portal"])
    page = browser.get(path).text
    token = page.split('name="csrf_token" value="')[1].split('"')[0]
    done = browser.post(path, data={"csrf_token": token, **fields})
    assert done.status_code == 303, done.text


@pytest.mark.parametrize("level", ["low", "medium"])
def test_leaders_are_asked_to_approve_a_visit_which_is_named_below_high_risk(
    church: Church, level: str
) -> None:
    visit = weighed(church, level)

    assert church.mails(church.coach) == []
    (mail,) = church.mails(church.anna)
    assert f"Reis naar {PLACE}" in mail.text
    assert f"/visits/{visit}" in mail.text
    assert church.states(church.anna) == [("visit_approval_asked", "sent")]


def test_at_high_risk_leaders_and_coach_get_a_mail_without_any_place(church: Church) -> None:
    visit = weighed(church, "high")

    mails = [*church.mails(church.anna), *church.mails(church.bert), *church.mails(church.coach)]

    assert len(mails) == 3
    for mail in mails:
        assert PLACE not in mail.everything
        assert UUID(visit).hex[-6:].upper() in mail.text
        assert "De Bron" not in mail.everything


def test_a_visit_approved_meanwhile_is_not_asked_for_any_more(church: Church) -> None:
    plan = {"congregation_id": str(church.id), "kind": "agency", "title": "Kijken"}
    days = {"starts_on": "2027-03-01", "ends_on": "2027-03-02"}
    visit = partners(church, church.anna, "/visits", {**plan, **days})["id"]
    risk = {"version": 1, "risk_level": "low", "weighed": "Weinig"}
    partners(church, church.anna, f"/visits/{visit}/risk", risk)
    partners(church, church.anna, f"/visits/{visit}/approvals", {"version": 2, **DECIDED})
    church.host.settle()

    assert church.mails(church.bert) == []


def test_both_sides_are_asked_to_accept_an_agreement(church: Church) -> None:
    agency = agency_of(church, claimed=True)
    agreement = made_ready(church, introduced(agency))

    for who in (church.anna, church.bert, agency.staff):
        mail = church.mails(who)[-1]
        assert "Verre Naasten" in mail.text
        assert f"/agreements/{agreement}" in mail.text


def test_a_contact_without_account_accepts_by_the_link_in_its_mail(church: Church) -> None:
    agency = agency_of(church, claimed=False)
    agreement = made_ready(church, introduced(agency))

    mails = [mail for mail in church.mails() if mail.to == agency.contact_email]
    token = link_of(mails[-1], "/agreement/")
    press(church.host, f"/agreement/{token}", act="accept", version="1", side="agency")

    found = church.call(church.anna, "partners", "GET", f"/agreements/{agreement}")
    assert [one["side"] for one in found["acceptances"]] == ["agency"]
    assert all("/agreement/" not in mail.text for mail in church.mails(church.anna))


def test_when_a_review_falls_due_both_sides_and_the_coach_are_told_once(
    church: Church, clock: StillClock
) -> None:
    agency = agency_of(church, claimed=True)
    agreement = made_ready(church, introduced(agency))
    yes = f"/agreements/{agreement}/acceptances"
    partners(church, church.anna, yes, {"version": 1, **DECIDED})
    partners(church, agency.staff, yes, {"version": 1})
    church.host.settle()
    clock.advance(timedelta(days=185))
    for tools in church.host.tools.values():
        # services keep their assertions by a clock of their own, which did not advance
        tools.credentials._held.clear()
    church.host.settle()
    church.host.settle()

    for who in (church.anna, church.bert, church.coach, agency.staff):
        assert who
        told = [letter for letter, _state in church.states(who)]
        assert told.count("agreement_review_due") == 1


def test_a_key_reads_no_facts_of_letters(church: Church) -> None:
    visit = weighed(church, "high")
    path = f"/letters/visit_approval_asked/{visit}"

    refused = askers.call(church.host, church.anna, "partners", "GET", path)

    assert refused.status_code == 403
