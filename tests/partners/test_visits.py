from datetime import timedelta

import pytest

from shared.clock import new_id
from shared.contracts.partners import VisitApprovalAsked, VisitApproved, VisitDebriefed
from tests import askers
from tests.partners.racing import race

VISIT = {
    "kind": "country",
    "title": "Reis naar Verweggistan",
    "place": "Verweggistan, Bergdorp",
    "purpose": "Kennismaken in Bergdorp",
    "starts_on": "2027-03-01",
    "ends_on": "2027-03-10",
    "party": [{"role": "Oudste", "number": 1}, {"role": "Gemeentelid", "number": 3}],
}
DECIDED = {"body": "church_council", "held_on": "2026-11-20"}
TOLD = {
    "saw": "Een gastvrij dorp",
    "learned": "Eerst de taal leren",
    "follow_up": "Een gebedsavond",
    "present": [{"role": "Gemeentelid", "number": 4}],
}
SECRETS = ("Verweggistan", "Bergdorp")


def planned(network, who=None, **more):
    content = {"congregation_id": str(network.congregation_id), **VISIT, **more}
    made = network.call(who or network.leader, "POST /visits", content)
    assert made.status_code == 201, made.json
    return made.json["id"]


def weighed(network, level="low", **more):
    visit = planned(network, **more)
    done = weigh(network, visit, level)
    assert done.status_code == 201, done.json
    return visit


def weigh(network, visit, level, version=1, who=None):
    told = {"version": version, "risk_level": level, "weighed": "Reisadvies en gezondheid bekeken"}
    return network.call(who or network.leader, f"POST /visits/{visit}/risk", told)


def approve(network, who, visit, version=2, **more):
    given = {"version": version, **more}
    return network.call(who, f"POST /visits/{visit}/approvals", given)


def approved(network, level="low", **more):
    visit = weighed(network, level, **more)
    done = approve(network, network.leader, visit, **DECIDED)
    if level == "high":
        done = approve(network, network.coach, visit)
    assert done.json["state"] == "approved", done.json
    return visit


def move(network, who, visit, to, **more):
    return network.call(who, f"POST /visits/{visit}/states", {"to": to, **more})


def read(network, visit, who=None):
    return network.call(who or network.leader, f"GET /visits/{visit}").json


def test_a_visit_goes_from_idea_to_debrief_and_keeps_who_did_what(network, clock):
    visit = approved(network)
    clock.advance(timedelta(days=100))
    gone = move(network, network.leader, visit, "gone")
    told = network.call(network.leader, f"POST /visits/{visit}/debrief", TOLD)

    found = read(network, visit)

    assert (gone.status_code, told.status_code) == (201, 201)
    assert found["state"] == "debriefed"
    assert found["present"] == [{"role": "Gemeentelid", "number": 4}]
    assert [step["became"] for step in found["changes"]] == [
        *("idea", "risk_checked", "approved", "gone", "debriefed"),
    ]
    assert {step["by_id"] for step in found["changes"]} == {str(network.leader.id)}
    kinds = (VisitApprovalAsked, VisitApproved, VisitDebriefed)
    assert [len(network.events(kind)) for kind in kinds] == [1, 1, 1]


@pytest.mark.parametrize("level", ["low", "medium"])
def test_below_high_risk_the_congregations_yes_is_enough_and_the_coach_gives_none(network, level):
    visit = weighed(network, level)

    by_coach = approve(network, network.coach, visit, side="coach")
    done = approve(network, network.leader, visit, **DECIDED, evidence=["claim-3"])

    assert by_coach.status_code == 422
    assert done.json["state"] == "approved"
    (yes,) = done.json["approvals"]
    assert (yes["side"], yes["body"], yes["held_on"]) == ("body", "church_council", "2026-11-20")
    assert yes["person_id"] == str(network.leader.id)
    assert yes["evidence"] == ["claim-3"]


def test_below_high_risk_a_coach_passes_on_a_yes_which_a_leader_contests_without_undoing_it(
    network,
):
    visit = weighed(network)
    bare = approve(network, network.coach, visit, **DECIDED)
    done = approve(network, network.coach, visit, **DECIDED, as_reported={"by_role": "leader"})
    path = f"POST /visit-approvals/{done.json['approvals'][0]['id']}/answers"
    answer = {"answer": "contested", "note": "Nee"}

    contested = network.call(network.leader, path, answer)

    assert bare.status_code == 422
    assert contested.json["state"] == "approved"
    assert contested.json["approvals"][0]["answer"] == "contested"
    assert network.call(network.leader, path, answer).status_code == 409
    gone = f"POST /visit-approvals/{visit}/answers"
    assert network.call(network.leader, gone, answer).status_code == 404


def test_at_high_risk_both_the_body_and_the_coach_have_to_say_yes(network):
    visit = weighed(network, "high")

    first = approve(network, network.leader, visit, **DECIDED)
    second = approve(network, network.coach, visit)

    assert first.json["state"] == "risk_checked"
    assert first.json["missing"] == ["coach"]
    assert second.json["state"] == "approved"
    assert len({yes["person_id"] for yes in second.json["approvals"]}) == 2


def test_at_high_risk_the_leaders_yes_cannot_be_passed_on(network):
    visit = weighed(network, "high")

    told = {"side": "body", **DECIDED, "as_reported": {"by_role": "leader"}}
    refused = approve(network, network.coach, visit, **told)

    assert refused.status_code == 403
    assert read(network, visit)["approvals"] == []


@pytest.mark.parametrize("order", [("body", "coach"), ("coach", "body")])
def test_somebody_who_is_both_coach_and_leader_gives_one_of_the_two(network, order):
    both = askers.also(network.host, network.coach, "leader", network.congregation_id)
    visit = weighed(network, "high")
    first, second = (
        approve(network, both, visit, side=side, **(DECIDED if side == "body" else {}))
        for side in order
    )

    assert first.status_code == 201
    assert second.status_code == 403
    assert read(network, visit)["state"] == "risk_checked"


def test_a_second_leader_does_not_stand_in_for_the_coach(network):
    other = askers.person(network.host, "leader", network.congregation_id)
    visit = weighed(network, "high")
    approve(network, network.leader, visit, **DECIDED)

    assert approve(network, other, visit, **DECIDED).status_code == 409
    assert approve(network, other, visit, side="coach").status_code == 403
    assert read(network, visit)["missing"] == ["coach"]


def test_both_sides_approving_at_once_are_both_taken(network):
    visit = weighed(network, "high")

    answers = race(
        [
            lambda: approve(network, network.leader, visit, **DECIDED),
            lambda: approve(network, network.coach, visit),
        ]
    )

    assert [answer.status_code for answer in answers] == [201, 201]
    assert read(network, visit)["state"] == "approved"
    assert len(network.events(VisitApproved)) == 1


def test_of_two_leaders_approving_at_once_one_is_told(network):
    other = askers.person(network.host, "leader", network.congregation_id)
    visit = weighed(network)

    answers = race(
        [lambda who=who: approve(network, who, visit, **DECIDED) for who in (network.leader, other)]
    )

    assert sorted(answer.status_code for answer in answers) == [201, 409]
    assert len(network.events(VisitApproved)) == 1


def test_what_was_not_weighed_is_not_approved(network):
    visit = planned(network)

    refused = approve(network, network.leader, visit, version=1, **DECIDED)

    assert refused.status_code == 409


def test_a_changed_visit_is_an_idea_again_and_earlier_yeses_no_longer_count(network):
    visit = weighed(network, "high")
    approve(network, network.leader, visit, **DECIDED)
    change = {"version": 2, "ends_on": "2027-03-20"}

    changed = network.call(network.leader, f"PATCH /visits/{visit}", change).json
    weigh(network, visit, "high", version=3)
    unseen = approve(network, network.coach, visit, version=2)
    done = approve(network, network.coach, visit, version=4)

    assert (changed["state"], changed["approvals"]) == ("idea", [])
    assert unseen.status_code == 409
    assert done.json["state"] == "risk_checked"
    assert done.json["missing"] == ["body"]


def test_weighing_again_asks_everybody_again(network):
    visit = weighed(network, "high")
    approve(network, network.leader, visit, **DECIDED)

    weigh(network, visit, "low", version=2)

    assert read(network, visit)["approvals"] == []
    asked = network.events(VisitApprovalAsked)
    assert [event.participants for event in asked] == [(network.coach.id,), ()]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"starts_on": "2027-02-30"}, "starts_on"),
        ({"starts_on": "2027-03-11"}, "ends_on"),
        ({"ends_on": None}, "ends_on"),
        ({"ends_on": "2028-05-01"}, "ends_on"),
        ({"kind": "holiday"}, "kind"),
        ({"risk_level": "none"}, "risk_level"),
        ({"title": ""}, "title"),
        ({"title": "x\ny"}, "title"),
        ({"purpose": "x" * 4001}, "purpose"),
        ({"party": [{"role": "Oudste", "number": 0}]}, "party"),
        ({"match_id": str(new_id())}, "match_id"),
        ({"agency_id": str(new_id())}, "agency_id"),
        ({"names": ["Jan"]}, "names"),
    ],
)
def test_a_visit_that_cannot_be_names_its_field(network, wrong, field):
    content = {"congregation_id": str(network.congregation_id), **VISIT, **wrong}

    refused = network.call(network.leader, "POST /visits", content)

    assert refused.status_code == 422
    assert any(name.split(".")[0] == field for name in refused.json["fields"])
    assert network.call(network.leader, "GET /visits").json == {"items": []}


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"body": None}, "body"),
        ({"held_on": None}, "held_on"),
        ({"held_on": "2027-01-01"}, "held_on"),
        ({"body": "pope"}, "body"),
        ({"as_reported": {"by_role": "leader"}}, "as_reported"),
    ],
)
def test_a_yes_that_is_not_whole_names_the_field(network, wrong, field):
    visit = weighed(network)

    refused = approve(network, network.leader, visit, **{**DECIDED, **wrong})

    assert refused.status_code == 422
    assert field in refused.json["fields"]


def test_the_risk_of_a_visit_without_days_is_not_weighed(network):
    visit = planned(network, starts_on=None, ends_on=None)

    refused = weigh(network, visit, "low")

    assert refused.status_code == 422
    assert set(refused.json["fields"]) == {"starts_on", "ends_on"}


def test_states_do_not_follow_out_of_turn(network, clock):
    visit = approved(network)
    early = move(network, network.leader, visit, "gone")
    told_early = network.call(network.leader, f"POST /visits/{visit}/debrief", TOLD)
    without = move(network, network.leader, visit, "cancelled")
    off = move(network, network.leader, visit, "cancelled", reason="Ziekte")
    clock.advance(timedelta(days=100))

    late = move(network, network.leader, visit, "gone")

    assert [early.status_code, told_early.status_code, late.status_code] == [409, 409, 409]
    assert without.status_code == 422
    assert off.json["cancelled_because"] == "Ziekte"
    change = {"version": 2, "title": "Toch wel"}
    assert network.call(network.leader, f"PATCH /visits/{visit}", change).status_code == 409
    assert weigh(network, visit, "low", version=2).status_code == 409


def test_days_that_are_past_are_not_approved(network, clock):
    visit = weighed(network)
    clock.advance(timedelta(days=120))

    assert approve(network, network.leader, visit, **DECIDED).status_code == 409


def test_a_working_group_prepares_and_does_not_decide(network):
    member = askers.person(network.host, "working_group", network.congregation_id)
    askers.also(network.host, member, "leader", new_id())
    visit = planned(network, member)
    weigh(network, visit, "low", who=member)

    assert approve(network, member, visit, **DECIDED).status_code == 403
    assert move(network, member, visit, "cancelled", reason="Nee").status_code == 403


def test_other_congregations_and_coaches_learn_nothing(network):
    visit = planned(network)
    _other, stranger = network.congregation()
    coach = askers.person(network.host, "coach")
    theirs = {"congregation_id": str(network.congregation_id), **VISIT}

    for who in (stranger, coach, network.staff):
        assert network.call(who, f"GET /visits/{visit}").status_code == 404
        assert network.call(who, "GET /visits").json == {"items": []}
    assert network.call(stranger, "POST /visits", theirs).status_code == 404
    assert weigh(network, visit, "low", who=stranger).status_code == 404


def test_an_agency_sees_a_visit_of_its_match_once_approved_and_nothing_private(network):
    match = network.introduced(network.offering())
    visit = weighed(network, kind="agency", match_id=match)
    hidden = network.call(network.staff, f"GET /visits/{visit}").status_code
    approve(network, network.leader, visit, **DECIDED)
    key = askers.key(network.host, network.agency_id, ["matches:answer"])

    seen = network.call(network.staff, f"GET /visits/{visit}").json

    assert hidden == 404
    assert seen["title"] == VISIT["title"]
    assert seen["relations"] == ["represents"]
    private = {"weighed", "approvals", "changes", "saw", "checked_by", "cancelled_because"}
    assert not private & seen.keys()
    assert network.call(key, f"GET /visits/{visit}").json == seen
    assert weigh(network, visit, "high", version=2, who=network.staff).status_code == 403


def test_a_visit_to_an_agency_without_a_match_is_not_told_to_that_agency(network):
    visit = planned(network, network.coach, kind="agency", agency_id=str(network.agency_id))
    weigh(network, visit, "low")
    approve(network, network.leader, visit, **DECIDED)

    assert network.call(network.staff, f"GET /visits/{visit}").status_code == 404


def test_no_event_and_no_fact_of_a_letter_holds_a_place_at_high_risk(network):
    visit = approved(network, "high")
    service = askers.service(network.host, "notifications")

    told = network.call(service, f"GET /letters/visit_approval_asked/{visit}").json

    events = [*network.events(VisitApprovalAsked), *network.events(VisitApproved)]
    said = str(told) + str([event.to_data() for event in events])
    assert len(events) == 2
    assert told["discreet"] is True
    assert told["what_nl"] == read(network, visit)["code"]
    assert not [secret for secret in SECRETS if secret in said]


def test_a_letter_below_high_risk_names_the_visit(network):
    visit = weighed(network, "low")
    service = askers.service(network.host, "notifications")

    told = network.call(service, f"GET /letters/visit_approval_asked/{visit}").json

    assert (told["what_nl"], told["discreet"]) == (VISIT["title"], False)
    assert (told["state"], told["on"]) == ("risk_checked", "2027-03-01")
