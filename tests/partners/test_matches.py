from datetime import timedelta

import pytest

from shared.clock import new_id
from shared.contracts.partners import (
    AgencyAsked,
    CongregationAsked,
    MatchClosed,
    MatchIntroduced,
    OfferingChanged,
)
from tests import askers


def test_two_that_both_say_yes_are_introduced_and_a_place_is_taken(network):
    offering = network.offering()
    match = network.introduced(offering)

    read = network.call(network.coach, f"GET /matches/{match}").json

    assert read["state"] == "introduced"
    assert read["offering"]["taken"] == 1
    assert [len(network.events(kind)) for kind in (CongregationAsked, AgencyAsked)] == [1, 1]
    assert str(network.events(MatchIntroduced)[0].match_id) == match


def test_the_agency_sees_nothing_before_the_congregation_said_yes(network):
    match = network.proposed(network.offering())

    assert network.call(network.staff, f"GET /matches/{match}").status_code == 404
    assert network.call(network.staff, "GET /matches").json["items"] == []
    network.yes(network.leader, match)
    read = network.call(network.staff, f"GET /matches/{match}").json
    assert read["state"] == "asked"
    assert read["congregation_id"] is None
    assert "150 tot 400" not in read["card"]["nl"]


def test_leaders_never_learn_whether_the_agency_was_asked_refused_or_let_it_lapse(network, clock):
    refused, lapsed = (network.proposed(network.offering(ref=ref)) for ref in "ab")
    for match in (refused, lapsed):
        network.yes(network.leader, match)
    waiting = network.call(network.leader, f"GET /matches/{refused}").json
    network.no(network.staff, refused, "Geen begeleiders.")
    clock.advance(timedelta(days=14))
    network.settle()

    seen = [network.call(network.leader, f"GET /matches/{m}").json for m in (refused, lapsed)]

    assert waiting["state"] == "said_yes"
    assert waiting["until"] is None
    assert [match["state"] for match in seen] == ["no_match", "no_match"]
    assert [len(match["answers"]) for match in seen] == [1, 1]
    assert "Geen begeleiders" not in str(seen)
    assert seen[0].keys() == seen[1].keys()


def test_a_reason_is_read_by_its_own_side_and_the_coach_only(network):
    match = network.proposed(network.offering())
    network.no(network.leader, match, "Te ver weg.")

    own = network.call(network.leader, f"GET /matches/{match}").json
    coach = network.call(network.coach, f"GET /matches/{match}").json

    assert own["state"] == "said_no"
    assert own["answers"][0]["reason"] == coach["answers"][-1]["reason"] == "Te ver weg."
    assert network.call(network.staff, f"GET /matches/{match}").status_code == 404
    assert [event.outcome for event in network.events(MatchClosed)] == ["declined"]


def test_an_ask_without_an_answer_expires_after_fourteen_days_and_is_no_decline(network, clock):
    match = network.proposed(network.offering())
    clock.advance(timedelta(days=13, hours=23))
    network.settle()

    still = network.call(network.coach, f"GET /matches/{match}").json["state"]
    clock.advance(timedelta(hours=1))
    network.settle()

    assert still == "asked_congregation"
    assert network.call(network.coach, f"GET /matches/{match}").json["state"] == "expired"
    assert [event.outcome for event in network.events(MatchClosed)] == ["expired"]
    assert network.yes(network.leader, match).status_code == 409


def test_a_second_answer_is_refused_and_changes_nothing(network):
    match = network.proposed(network.offering())
    network.yes(network.leader, match)

    again = network.no(network.leader, match, "Toch niet.")

    assert again.status_code == 409
    assert network.call(network.coach, f"GET /matches/{match}").json["state"] == "asked_agency"


def test_a_working_group_reads_the_match_but_does_not_answer_it(network):
    match = network.proposed(network.offering())
    member = askers.person(network.host, "working_group", network.congregation_id)
    askers.also(network.host, member, "leader", new_id())

    read = network.call(member, f"GET /matches/{match}")

    assert read.status_code == 200
    assert network.yes(member, match).status_code == 403


def test_a_coach_writes_down_a_yes_as_reported_and_the_page_can_say_so(network):
    match = network.proposed(network.offering())
    bare = network.yes(network.coach, match)
    given = {"answer": "yes", "body": "elders", "held_on": "2026-11-22"}

    said = network.call(
        network.coach,
        f"POST /matches/{match}/answers",
        {**given, "as_reported": {"by_role": "leader"}},
    )

    assert bare.status_code == 422
    assert "as_reported" in bare.json["fields"]
    assert said.json["state"] == "asked_agency"
    told = network.call(network.leader, f"GET /matches/{match}").json["answers"]
    assert told[0]["reported_by_role"] == "leader"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"answer": "yes", "held_on": "2026-11-20"}, "body"),
        ({"answer": "yes", "body": "elders"}, "held_on"),
        ({"answer": "yes", "body": "elders", "held_on": "2026-12-24"}, "held_on"),
        ({"answer": "yes", "body": "pope", "held_on": "2026-11-20"}, "body"),
        ({"answer": "maybe"}, "answer"),
        ({"answer": "no", "why": "x"}, "why"),
    ],
)
def test_an_answer_that_is_not_whole_names_the_field(network, wrong, field):
    match = network.proposed(network.offering())

    refused = network.call(network.leader, f"POST /matches/{match}/answers", wrong)

    assert refused.status_code == 422
    assert field in refused.json["fields"]
    assert network.call(network.coach, f"GET /matches/{match}").json["state"] == (
        "asked_congregation"
    )


def test_what_was_decided_after_midnight_was_decided_on_that_day(network):
    match = network.proposed(network.offering())
    at = network.host.clock.at
    network.host.clock.at = at.replace(hour=23, minute=30)  # half past midnight in Ede
    tomorrow = (at + timedelta(days=1)).date().isoformat()
    given = {"answer": "yes", "body": "elders", "held_on": tomorrow}

    assert network.call(network.leader, f"POST /matches/{match}/answers", given).status_code == 201


def test_a_congregation_has_at_most_three_open_proposals(network):
    offerings = [network.offering(ref=str(number)) for number in range(4)]
    for offering in offerings[:3]:
        network.proposed(offering)

    wish = {
        "congregation_id": str(network.congregation_id),
        "offering_id": offerings[3],
        "override_reason": "Ook dit past.",
    }
    refused = network.call(network.coach, "POST /matches", wish)

    assert refused.status_code == 409


def test_an_offering_has_at_most_three_open_proposals(network):
    offering = network.offering()
    congregations = [network.congregation()[0] for _ in range(4)]
    for congregation in congregations[:3]:
        network.proposed(offering, congregation)

    wish = {"congregation_id": str(congregations[3]), "offering_id": offering}

    assert network.call(network.coach, "POST /matches", wish).status_code == 409


def test_the_same_offering_is_not_proposed_twice_at_a_time(network):
    offering = network.offering()
    match = network.proposed(offering)
    wish = {"congregation_id": str(network.congregation_id), "offering_id": offering}

    twice = network.call(network.coach, "POST /matches", wish)
    network.no(network.leader, match, "Nu niet.")

    assert twice.status_code == 409
    assert network.call(network.coach, "POST /matches", wish).status_code == 201


def test_the_last_place_makes_an_offering_full_and_the_end_opens_it_again(network):
    offering = network.offering(capacity=1)
    second, leader = network.congregation()
    waiting = network.proposed(offering, second)
    network.yes(leader, waiting)
    match = network.introduced(offering)

    full = network.call(network.staff, f"GET /offerings/{offering}").json
    refused = network.yes(network.staff, waiting)
    ended = network.call(network.coach, f"POST /matches/{match}/states", {"to": "ended"})

    assert (full["state"], full["taken"], full["places_left"]) == ("full", 1, 0)
    assert refused.status_code == 409
    assert ended.json["state"] == "ended"
    assert network.call(network.staff, f"GET /offerings/{offering}").json["state"] == "open"
    assert [event.state for event in network.events(OfferingChanged)] == ["open", "full", "open"]
    assert network.yes(network.staff, waiting).json["state"] == "introduced"


def test_after_the_introduction_the_two_go_on_step_by_step_and_not_back(network):
    match = network.introduced(network.offering())
    for step in ("exploring", "agreement", "active"):
        moved = network.call(network.staff, f"POST /matches/{match}/states", {"to": step})
        assert moved.json["state"] == step

    back = network.call(network.leader, f"POST /matches/{match}/states", {"to": "exploring"})

    assert back.status_code == 409


def test_a_sensitive_offering_reaches_the_congregation_without_the_agencys_name(network):
    match = network.proposed(network.offering(label=2))

    seen = network.call(network.leader, f"GET /matches/{match}")
    late = network.yes(network.leader.stale(), match)

    assert seen.json["offering"]["agency"] is None
    assert "Brug naar Buren" not in seen.text
    assert str(network.agency_id) not in seen.text
    assert late.status_code == 403
    network.yes(network.leader, match)
    network.yes(network.staff, match)
    after = network.call(network.leader, f"GET /matches/{match}").json
    assert after["offering"]["agency"]["name"] == "Brug naar Buren"


def test_the_agency_reads_exactly_the_card_that_the_coach_previewed(network):
    offering = network.offering()
    pair = f"congregation_id={network.congregation_id}&offering_id={offering}"
    preview = network.call(network.coach, f"GET /match-cards?{pair}").json
    match = network.proposed(offering, digest=preview["digest"])
    network.yes(network.leader, match)

    read = network.call(network.staff, f"GET /matches/{match}").json

    assert read["card"] == preview["card"]
    assert "Onderwijs" in read["card"]["nl"]
    assert "Teaching" in read["card"]["en"]


def test_a_card_that_changed_since_the_preview_is_not_sent(network):
    wish = {"congregation_id": str(network.congregation_id), "offering_id": network.offering()}

    refused = network.call(network.coach, "POST /matches", {**wish, "digest": "0" * 64})

    assert refused.status_code == 409
    assert network.call(network.coach, "GET /matches").json["items"] == []


def test_what_fewer_than_five_congregations_share_is_not_on_the_card(network):
    offering = network.offering()
    pair = f"congregation_id={network.congregation_id}&offering_id={offering}"
    alone = network.call(network.coach, f"GET /match-cards?{pair}").json["card"]
    for _ in range(4):
        network.congregation(size_band="over_1000")

    shared = network.call(network.coach, f"GET /match-cards?{pair}").json["card"]

    assert "Utrecht" not in alone["nl"]
    assert "Utrecht" in shared["nl"]
    assert "150 tot 400" not in shared["nl"]


def test_a_mailed_link_answers_its_own_match_and_no_other(network):
    first, second = (network.proposed(network.offering(ref=ref)) for ref in "ab")
    for match in (first, second):
        network.yes(network.leader, match)
    contact = askers.person(network.host, "contact", network.agency_id)
    link = askers.link(network.host, contact, f"answer:{first}")

    assert network.call(link, f"GET /matches/{second}").status_code == 404
    assert network.yes(link, second).status_code == 404
    assert network.yes(link, first).json["state"] == "introduced"


def test_a_link_of_another_agency_opens_nothing(network):
    match = network.proposed(network.offering())
    network.yes(network.leader, match)
    stranger = askers.person(network.host, "contact")
    link = askers.link(network.host, stranger, f"answer:{match}")

    assert network.call(link, f"GET /matches/{match}").status_code == 404


def test_an_agencys_software_answers_with_the_right_scope_only(network):
    match = network.proposed(network.offering())
    network.yes(network.leader, match)
    reads = askers.key(network.host, network.agency_id, ["offerings:read"])
    answers = askers.key(network.host, network.agency_id, ["matches:answer"])

    assert network.yes(reads, match).status_code == 403
    assert network.call(reads, f"GET /matches/{match}").status_code == 404
    assert network.yes(answers, match).json["state"] == "introduced"


def test_a_coach_who_does_not_guide_the_congregation_finds_nothing(network):
    offering = network.offering()
    match = network.proposed(offering)
    other = askers.person(network.host, "coach")
    wish = {"congregation_id": str(network.congregation_id), "offering_id": offering}

    assert network.call(other, f"GET /matches/{match}").status_code == 404
    assert network.call(other, "POST /matches", wish).status_code == 404
    assert network.call(other, f"GET /rankings/{network.congregation_id}").status_code == 404


def test_a_match_that_is_hidden_and_one_that_is_not_there_look_the_same(network):
    match = network.proposed(network.offering())

    hidden = network.call(network.staff, f"GET /matches/{match}")
    absent = network.call(network.staff, f"GET /matches/{new_id()}")

    assert (hidden.status_code, hidden.data) == (absent.status_code, absent.data)


def test_a_withdrawal_gives_the_place_back(network):
    offering = network.offering(capacity=1)
    match = network.introduced(offering)

    network.call(network.leader, f"POST /matches/{match}/withdrawal", {"reason": "Verhuisd."})

    assert network.call(network.staff, f"GET /offerings/{offering}").json["places_left"] == 1
    seen = network.call(network.staff, f"GET /matches/{match}")
    assert seen.json["state"] == "withdrawn"
    assert "Verhuisd" not in seen.text


def test_withdrawing_an_offering_ends_what_was_asked_about_it(network):
    offering = network.offering()
    match = network.proposed(offering)

    network.call(network.staff, f"POST /offerings/{offering}/states", {"to": "withdrawn"})

    assert network.call(network.coach, f"GET /matches/{match}").json["state"] == "withdrawn"
    assert network.call(network.leader, f"GET /matches/{match}").json["state"] == "no_match"


def test_letters_take_their_facts_from_the_match(network):
    match = network.proposed(network.offering(), paragraph="Dit past bij jullie.")
    notifications = askers.service(network.host, "notifications")

    facts = network.call(notifications, f"GET /letters/match/{match}").json

    assert facts["offering_title"]["en"] == "Summer week among newcomers"
    assert facts["paragraph"] == "Dit past bij jullie."
    assert (facts["discreet"], facts["agency_named"]) == (False, True)
    assert facts["until"].startswith("2026-12-07")
    assert network.call(network.coach, f"GET /letters/match/{match}").status_code == 403


def test_the_coach_is_shown_as_employed_beside_his_agencys_offerings(network):
    offering = network.offering()
    askers.also(network.host, network.coach, "coach", network.agency_id)
    network.settle()

    ranked = network.call(network.coach, f"GET /rankings/{network.congregation_id}").json["ranked"]

    assert ranked[0]["offering"]["id"] == offering
    assert ranked[0]["employed"] is True
    match = network.proposed(offering)
    assert network.call(network.leader, f"GET /matches/{match}").json["coach_employed"] is True
