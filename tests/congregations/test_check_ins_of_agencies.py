"""What an agency is asked about its agreements, read in one list by its own staff alone."""

from shared.contracts.partners import AgreementEnded
from tests import askers
from tests.askers import Asker
from tests.congregations.conftest import Church
from tests.congregations.test_implementation import FINE, agree, asked, carried, later

__all__ = ["carried"]


def listed(church: Church, who: Asker) -> list[tuple[str, bool]]:
    """Return (state, whether it is waited for) of what somebody's agency is asked."""
    found = church.ok(who, "GET", f"/agencies/{who.organisation_id}/check-ins")["items"]
    return [(one["check_in"]["state"], one["may_answer"]) for one in found]


def test_an_agency_reads_what_it_is_asked_and_answers_it_on_the_page(carried: Church) -> None:
    staff = askers.person(carried.host, "agency_staff", agree(carried).agency_id)
    before = listed(carried, staff)
    later(carried, weeks=6)
    waiting = listed(carried, staff)
    (question,) = carried.ok(staff, "GET", f"/agencies/{staff.organisation_id}/check-ins")["items"]
    carried.ok(staff, "POST", f"/check-ins/{question['check_in']['id']}/answer", FINE)

    assert (before, waiting) == ([], [("due", True)])
    assert question["congregation"]["name"] == "De Brug"
    assert listed(carried, staff) == [("answered", False)]
    assert asked(carried, "agency")["answered_how"] == "page"


def test_only_the_last_question_about_an_agreement_is_waited_for(carried: Church) -> None:
    staff = askers.person(carried.host, "agency_staff", agree(carried).agency_id)
    later(carried, weeks=6)
    later(carried, weeks=6)

    assert listed(carried, staff) == [("due", True), ("due", False)]


def test_an_agency_reads_neither_the_congregation_side_nor_another_agency(carried: Church) -> None:
    first, second = agree(carried), agree(carried)
    staff = askers.person(carried.host, "agency_staff", first.agency_id)
    others = askers.person(carried.host, "agency_staff", second.agency_id)
    later(carried, weeks=6)
    path = f"/agencies/{first.agency_id}/check-ins"
    hidden = [
        carried.call(who, "GET", path).status_code
        for who in (others, carried.coach, carried.leader, carried.working_group)
    ]

    assert len(listed(carried, staff)) == len(listed(carried, others)) == 1
    assert hidden == [404, 403, 403, 403]


def test_what_ended_is_no_longer_on_the_list(carried: Church) -> None:
    agreed = agree(carried)
    staff = askers.person(carried.host, "agency_staff", agreed.agency_id)
    later(carried, weeks=6)
    waiting = listed(carried, staff)
    ended = AgreementEnded(
        agreement_id=agreed.agreement_id,
        match_id=agreed.match_id,
        congregation_id=agreed.congregation_id,
        agency_id=agreed.agency_id,
        how="graceful",
    )
    carried.hear(ended)

    assert waiting == [("due", True)]
    assert listed(carried, staff) == []
