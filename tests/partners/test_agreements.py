from datetime import timedelta
from uuid import UUID

import pytest

from shared.clock import new_id
from shared.contracts.congregations import CoachAssigned
from shared.contracts.partners import (
    AgreementActivated,
    AgreementEnded,
    AgreementReviewDue,
    AgreementReviewed,
    MatchClosed,
)
from tests import askers
from tests.partners.racing import race

TEXT = {
    "contributions": [
        {"side": "congregation", "who": "Gebedsgroep", "what": "Elke week bidden", "means": "pray"},
        {"side": "agency", "who": "Teamleider", "what": "Elke maand een brief", "means": "send"},
    ],
    "communication": "Een brief per maand",
    "exit_notice": "Drie maanden van tevoren",
    "exit_handover": "Samen bezoeken wij de vrienden daar",
    "exit_public": "Wij zijn dankbaar voor deze jaren",
    "evidence": ["claim-17"],
}
DECIDED = {"body": "church_council", "held_on": "2026-11-20"}
STEPS = ("told", "handed_over", "means_settled", "public_word", "thanked")


@pytest.fixture
def match(network):
    return network.introduced(network.offering())


def begun(network, match, who=None, **more):
    made = network.call(
        who or network.leader, "POST /agreements", {"match_id": match, **TEXT, **more}
    )
    assert made.status_code == 201, made.json
    return made.json["id"]


def ready(network, match, **more):
    agreement = begun(network, match, **more)
    made_ready(network, agreement, 1)
    return agreement


def made_ready(network, agreement, version):
    done = network.call(
        network.leader, f"POST /agreements/{agreement}/readiness", {"version": version}
    )
    assert done.status_code == 201, done.json


def accept(network, who, agreement, version=1, **more):
    given = {"version": version, **(DECIDED if who is network.leader else {}), **more}
    return network.call(who, f"POST /agreements/{agreement}/acceptances", given)


def active(network, match, **more):
    agreement = ready(network, match, **more)
    for who in (network.leader, network.staff):
        assert accept(network, who, agreement).status_code == 201
    return agreement


def under_review(network, clock, match, **more):
    agreement = active(network, match, **more)
    clock.advance(timedelta(days=185))
    network.settle()
    return agreement


def read(network, agreement, who=None):
    found = network.call(who or network.coach, f"GET /agreements/{agreement}")
    assert found.status_code == 200, found.json
    return found.json


def say(network, who, agreement, wish, **more):
    said = {"round": 1, "wish": wish, **more}
    return network.call(who, f"POST /agreements/{agreement}/reviews", said)


def test_two_sides_that_accept_the_same_text_have_an_agreement_and_the_match_is_active(
    network, match
):
    agreement = active(network, match)

    found = read(network, agreement)

    assert found["state"] == "active"
    assert found["in_force"] == 1
    assert found["next_review_on"] == "2027-05-23"
    assert network.call(network.coach, f"GET /matches/{match}").json["state"] == "active"
    (event,) = network.events(AgreementActivated)
    assert (str(event.agreement_id), event.agency_id) == (agreement, network.agency_id)
    assert len(network.events(AgreementReviewed)) == 1


def test_one_yes_binds_nobody(network, match):
    agreement = ready(network, match)
    accept(network, network.staff, agreement)

    found = read(network, agreement)

    assert found["state"] == "reviewed"
    assert found["in_force"] is None
    assert not network.events(AgreementActivated)


def test_a_changed_text_resets_every_yes_and_the_old_version_can_no_longer_be_accepted(
    network, match
):
    agreement = ready(network, match)
    accept(network, network.staff, agreement)
    change = {"version": 1, "communication": "Een brief per kwartaal"}

    changed = network.call(network.leader, f"PATCH /agreements/{agreement}", change)

    assert changed.json["state"] == "draft"
    assert changed.json["version"] == 2
    assert changed.json["acceptances"] == []
    assert changed.json["text"]["exit_notice"] == TEXT["exit_notice"]
    assert accept(network, network.staff, agreement, 1).status_code == 409
    assert accept(network, network.staff, agreement, 2).status_code == 409
    made_ready(network, agreement, 2)
    assert accept(network, network.staff, agreement, 1).status_code == 409
    assert accept(network, network.staff, agreement, 2).status_code == 201


def test_the_agency_changes_the_text_as_an_equal_and_the_congregations_yes_is_reset(network, match):
    agreement = ready(network, match)
    accept(network, network.leader, agreement)
    change = {"version": 1, "review_every": 3}

    changed = network.call(network.staff, f"PATCH /agreements/{agreement}", change)

    assert changed.status_code == 200
    assert changed.json["acceptances"] == []
    assert changed.json["text"]["side"] == "agency"


def test_writing_the_same_text_again_takes_no_yes_away(network, match):
    agreement = ready(network, match)
    accept(network, network.leader, agreement)

    same = network.call(network.staff, f"PATCH /agreements/{agreement}", {"version": 1, **TEXT})

    assert same.json["version"] == 1
    assert len(same.json["acceptances"]) == 1


def test_everything_works_with_the_agencys_machine_key_too(network, clock, match):
    key = askers.key(network.host, network.agency_id, ["matches:answer"])
    agreement = begun(network, match, key)
    network.call(key, f"PATCH /agreements/{agreement}", {"version": 1, "review_every": 5})
    assert (
        network.call(key, f"POST /agreements/{agreement}/readiness", {"version": 2}).status_code
        == 201
    )
    assert accept(network, key, agreement, 2).status_code == 201
    accept(network, network.leader, agreement, 2)
    clock.advance(timedelta(days=160))
    # services keep their assertions by a clock of their own, which did not advance
    network.host.tools["partners"].credentials._held.clear()
    network.settle()
    assert say(network, key, agreement, "end").status_code == 201
    assert say(network, network.leader, agreement, "continue").status_code == 201
    for code in STEPS:
        step = network.call(key, f"POST /agreements/{agreement}/exit-steps/{code}", {})
        assert step.status_code == 201

    ended = network.call(key, f"POST /agreements/{agreement}/end", {"how": "graceful"})

    assert ended.json["state"] == "ended"
    assert network.call(key, "GET /agreements").json["items"][0]["id"] == agreement


def test_a_key_without_the_scope_may_not_even_look(network, match):
    agreement = begun(network, match)
    key = askers.key(network.host, network.agency_id, ["offerings:read"])

    assert network.call(key, f"GET /agreements/{agreement}").status_code == 403
    assert network.call(key, "GET /agreements").status_code == 403
    assert network.call(key, "GET /visits").status_code == 403


def test_nobody_else_learns_of_an_agreement(network, match):
    agreement = begun(network, match)
    _other, stranger = network.congregation()
    outsider = askers.person(network.host, "agency_staff")
    coach = askers.person(network.host, "coach")

    answers = [
        network.call(who, f"GET /agreements/{agreement}") for who in (stranger, outsider, coach)
    ]

    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert network.call(outsider, "GET /agreements").json == {"items": []}
    assert network.call(stranger, "POST /agreements", {"match_id": match}).status_code == 404


def test_there_is_no_agreement_before_both_were_introduced(network):
    proposed = network.proposed(network.offering())

    refused = network.call(network.leader, "POST /agreements", {"match_id": proposed, **TEXT})

    assert refused.status_code == 409


def test_there_is_one_agreement_of_two_at_a_time_however_many_begin_at_once(network, match):
    answers = race(
        [
            lambda who=who: network.call(who, "POST /agreements", {"match_id": match, **TEXT})
            for who in (network.leader, network.staff, network.coach)
        ]
    )

    assert sorted(answer.status_code for answer in answers) == [201, 409, 409]


def test_both_sides_accepting_at_once_make_one_agreement(network, match):
    agreement = ready(network, match)

    answers = race(
        [
            lambda who=who: accept(network, who, agreement)
            for who in (network.leader, network.staff, network.leader, network.staff)
        ]
    )

    assert sorted(answer.status_code for answer in answers) == [201, 201, 409, 409]
    assert len(network.events(AgreementActivated)) == 1


def test_who_changes_and_who_accepts_at_once_never_bind_each_other_unseen(network, match):
    agreement = ready(network, match)
    change = {"version": 1, "review_every": 9}

    changed, accepted = race(
        [
            lambda: network.call(network.staff, f"PATCH /agreements/{agreement}", change),
            lambda: accept(network, network.leader, agreement),
        ]
    )

    assert changed.status_code == 200
    assert accepted.status_code in (201, 409)
    found = read(network, agreement)
    assert found["version"] == 2
    assert found["acceptances"] == []


def test_a_coach_says_who_told_him_and_never_speaks_for_an_agency_that_joined(network, match):
    agreement = ready(network, match)
    told = {**DECIDED, "as_reported": {"by_role": "leader", "by_name": "Anna"}}

    bare = accept(network, network.coach, agreement, **DECIDED)
    for_them = accept(
        network, network.coach, agreement, side="agency", as_reported={"by_role": "contact"}
    )
    passed_on = accept(network, network.coach, agreement, **told)

    assert bare.status_code == 422
    assert "as_reported" in bare.json["fields"]
    assert for_them.status_code == 403
    assert passed_on.status_code == 201
    theirs = read(network, agreement, network.staff)["acceptances"][0]
    assert (theirs["reported_by_role"], theirs["reported_by_name"]) == ("leader", None)


def test_a_contested_report_is_shown_and_destroys_nothing(network, match):
    agreement = ready(network, match)
    told = {**DECIDED, "as_reported": {"by_role": "leader"}}
    passed_on = accept(network, network.coach, agreement, **told)
    accept(network, network.staff, agreement)
    (yes,) = [one for one in passed_on.json["acceptances"] if one["side"] == "congregation"]
    path = f"POST /acceptances/{yes['id']}/answers"
    contest = {"answer": "contested", "note": "Dit besloten wij niet."}

    foreign = network.call(network.staff, path, contest)
    done = network.call(network.leader, path, contest)

    assert foreign.status_code == 403
    assert done.json["state"] == "active"
    shown = [one for one in done.json["acceptances"] if one["side"] == "congregation"]
    assert shown[0]["answer"] == "contested"
    assert network.call(network.leader, path, contest).status_code == 409


def test_an_agency_without_account_accepts_by_its_mailed_link_only_this_one(network, match):
    agreement = ready(network, match)
    contact = askers.person(network.host, "contact", network.agency_id)
    link = askers.link(network.host, contact, f"agreement:{agreement}")
    other = askers.link(network.host, contact, f"agreement:{new_id()}")
    answering = askers.link(network.host, contact, f"answer:{match}")

    assert network.call(link, f"GET /agreements/{agreement}").status_code == 200
    assert network.call(link, f"GET /matches/{match}").status_code == 404
    assert [accept(network, who, agreement).status_code for who in (other, answering)] == [404, 404]
    assert accept(network, link, agreement).status_code == 201
    assert accept(network, link, agreement).status_code == 409
    change = {"version": 1, "review_every": 1}
    assert network.call(link, f"PATCH /agreements/{agreement}", change).status_code == 403


def test_for_an_agency_that_has_not_joined_the_coach_passes_on_what_it_said(host, network):
    entered = network.call(network.coach, "POST /agencies", {"name": "Stille Vrienden"}).json["id"]
    network.settle()
    path = f"POST /agencies/{entered}/offerings"
    offered = network.call(
        network.coach, path, {"title_nl": "Week", "kind": "visit", "state": "open"}
    ).json["id"]
    proposed = network.proposed(offered)
    network.yes(network.leader, proposed)
    contact = askers.person(host, "contact", UUID(entered))
    link = askers.link(host, contact, f"answer:{proposed}")
    assert network.yes(link, proposed).status_code == 201
    agreement = ready(network, proposed)
    accept(network, network.leader, agreement)

    said = accept(
        network, network.coach, agreement, side="agency", as_reported={"by_role": "contact"}
    )

    assert said.json["state"] == "active"


def test_one_person_never_says_yes_for_both_sides(network, match):
    agreement = ready(network, match)
    both = askers.also(network.host, network.staff, "leader", network.congregation_id)
    assert accept(network, both, agreement, side="agency").status_code == 201

    second = accept(network, both, agreement, side="congregation", **DECIDED)

    assert second.status_code == 409
    assert read(network, agreement)["state"] == "reviewed"


def test_a_working_group_writes_but_does_not_accept(network, match):
    member = askers.person(network.host, "working_group", network.congregation_id)
    askers.also(network.host, member, "leader", new_id())
    agreement = begun(network, match, member)
    version = {"version": 1}

    refused = network.call(member, f"POST /agreements/{agreement}/readiness", version)

    assert refused.status_code == 403
    made_ready(network, agreement, 1)
    assert accept(network, member, agreement, **DECIDED).status_code == 403


def test_nothing_is_ready_while_only_one_side_brings_something_in(network, match):
    agreement = begun(network, match, contributions=TEXT["contributions"][:1])

    refused = network.call(
        network.leader, f"POST /agreements/{agreement}/readiness", {"version": 1}
    )

    assert refused.status_code == 422
    assert "contributions" in refused.json["fields"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"review_every": 0}, "review_every"),
        ({"review_every": 25}, "review_every"),
        ({"starts_on": "2027-02-30"}, "starts_on"),
        ({"starts_on": "2027-03-01", "ends_on": "2027-03-01"}, "ends_on"),
        ({"ends_on": "2026-11-01"}, "ends_on"),
        ({"communication": "x" * 4001}, "communication"),
        ({"evidence": ["x"] * 21}, "evidence"),
        ({"contributions": [{"side": "coach", "who": "x", "what": "y"}]}, "contributions"),
        ({"contributions": [{"side": "agency", "what": "y"}]}, "contributions"),
        (
            {"contributions": [{"side": "agency", "who": "x", "what": "y", "means": "fly"}]},
            "contributions",
        ),
        ({"unknown": 1}, "unknown"),
    ],
)
def test_a_text_that_cannot_be_names_its_field(network, match, wrong, field):
    refused = network.call(network.leader, "POST /agreements", {"match_id": match, **TEXT, **wrong})

    assert refused.status_code == 422
    assert any(name.split(".")[0] == field for name in refused.json["fields"])
    assert network.call(network.leader, "GET /agreements").json == {"items": []}


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"held_on": None}, "held_on"),
        ({"body": None}, "body"),
        ({"held_on": "2027-11-20"}, "held_on"),
        ({"body": "pope"}, "body"),
        ({"as_reported": {"by_role": "leader"}}, "as_reported"),
        ({"version": 0}, "version"),
    ],
)
def test_a_yes_that_is_not_whole_names_the_field(network, match, wrong, field):
    agreement = ready(network, match)

    refused = accept(network, network.leader, agreement, **wrong)

    assert refused.status_code == 422
    assert field in refused.json["fields"]
    assert read(network, agreement)["acceptances"] == []


def test_a_review_falls_due_once_and_both_sides_continue(network, clock, match):
    agreement = under_review(network, clock, match)
    network.settle()

    due = read(network, agreement)
    early = network.call(
        network.leader, f"PATCH /agreements/{agreement}", {"version": 1, "review_every": 2}
    )
    say(network, network.leader, agreement, "continue", note="Het gaat goed")
    twice = say(network, network.leader, agreement, "end")
    done = say(network, network.staff, agreement, "continue")

    assert due["state"] == "under_review"
    (event,) = network.events(AgreementReviewDue)
    assert event.participants == (network.coach.id,)
    assert (early.status_code, twice.status_code) == (409, 409)
    assert done.json["state"] == "renewed"
    assert done.json["next_review_on"] > due["reviews"][0]["at"][:10] if due["reviews"] else True
    assert "Het gaat goed" in str(read(network, agreement, network.staff))
    assert say(network, network.staff, agreement, "continue").status_code == 409


def test_a_wish_to_change_opens_the_text_while_the_old_one_holds(network, clock, match):
    agreement = under_review(network, clock, match)
    say(network, network.leader, agreement, "change", note="Vaker schrijven")
    say(network, network.staff, agreement, "continue")
    change = {"version": 1, "communication": "Elke week een bericht"}

    changed = network.call(network.staff, f"PATCH /agreements/{agreement}", change).json
    made_ready(network, agreement, 2)
    for who in (network.leader, network.staff):
        done = accept(
            network,
            who,
            agreement,
            2,
            **({"held_on": "2027-05-20"} if who is network.leader else {}),
        )

    assert changed["state"] == "under_review"
    assert changed["in_force"] == 1
    assert changed["text_in_force"]["communication"] == TEXT["communication"]
    assert done.json["state"] == "renewed"
    assert done.json["in_force"] == 2
    assert len(network.events(AgreementActivated)) == 1


def test_a_time_that_is_over_is_not_simply_continued(network, clock, match):
    agreement = active(network, match, ends_on="2027-01-31")
    assert read(network, agreement)["next_review_on"] == "2027-01-31"
    clock.advance(timedelta(days=70))
    network.settle()

    refused = say(network, network.leader, agreement, "continue")

    assert refused.status_code == 409
    assert say(network, network.leader, agreement, "change").status_code == 201


def test_two_part_well_when_everything_is_settled_and_the_match_ends_with_it(network, clock, match):
    agreement = under_review(network, clock, match)
    say(network, network.leader, agreement, "end")
    say(network, network.staff, agreement, "continue")
    early = network.call(network.leader, f"POST /agreements/{agreement}/end", {"how": "graceful"})
    for number, code in enumerate(STEPS):
        who = (network.leader, network.staff)[number % 2]
        network.call(who, f"POST /agreements/{agreement}/exit-steps/{code}", {"done": True})

    ended = network.call(network.staff, f"POST /agreements/{agreement}/end", {"how": "graceful"})

    assert early.status_code == 409
    assert set(early.json["fields"]) == set(STEPS)
    assert ended.json["state"] == "ended"
    assert [one["side"] for one in ended.json["exit_steps"]][:2] == ["congregation", "agency"]
    (event,) = network.events(AgreementEnded)
    assert event.how == "graceful"
    assert [event.outcome for event in network.events(MatchClosed)] == ["ended"]
    again = network.call(network.staff, f"POST /agreements/{agreement}/end", {"how": "breach"})
    assert again.status_code == 409


def test_why_a_side_ends_it_stays_with_that_side_and_the_coach(network, match):
    agreement = active(network, match)
    told = {"how": "breach", "reason": "Zij schreven nooit."}

    ended = network.call(network.leader, f"POST /agreements/{agreement}/end", told)

    assert ended.json["ended_how"] == "breach"
    assert "Zij schreven nooit" in str(ended.json)
    assert "Zij schreven nooit" in str(read(network, agreement))
    assert "Zij schreven nooit" not in str(read(network, agreement, network.staff))


def test_two_that_end_it_at_once_end_it_once(network, match):
    agreement = active(network, match)

    answers = race(
        [
            lambda who=who: network.call(
                who, f"POST /agreements/{agreement}/end", {"how": "breach"}
            )
            for who in (network.leader, network.staff)
        ]
    )

    assert sorted(answer.status_code for answer in answers) == [201, 409]
    assert len(network.events(AgreementEnded)) == 1


def test_a_match_is_not_ended_around_an_agreement_that_holds(network, match):
    active(network, match)

    withdrawn = network.call(network.leader, f"POST /matches/{match}/withdrawal", {})
    moved = network.call(network.staff, f"POST /matches/{match}/states", {"to": "ended"})

    assert (withdrawn.status_code, moved.status_code) == (409, 409)


def test_a_draft_is_dropped_with_its_match(network, match):
    agreement = begun(network, match)

    network.call(network.leader, f"POST /matches/{match}/withdrawal", {})

    assert read(network, agreement)["state"] == "dropped"
    change = {"version": 1, "review_every": 2}
    assert network.call(network.leader, f"PATCH /agreements/{agreement}", change).status_code == 409


def test_letters_tell_who_it_is_about_and_are_true_only_while_they_are(network, match):
    agreement = begun(network, match)
    service = askers.service(network.host, "notifications")
    path = f"GET /letters/agreement_to_accept/{agreement}"

    before = network.call(service, path).json
    made_ready(network, agreement, 1)
    asked = network.call(service, path).json
    accept(network, network.leader, agreement)
    accept(network, network.staff, agreement)
    after = network.call(service, path).json

    assert [told["state"] for told in (before, asked, after)] == ["settled", "to_accept", "settled"]
    assert asked["what_nl"] == "Brug naar Buren"
    assert asked["path"] == f"/agreements/{agreement}"
    assert asked["coach_id"] == str(network.coach.id)
    assert network.call(service, f"GET /letters/agreement_to_accept/{match}").status_code == 404
    assert network.call(service, f"GET /letters/other/{agreement}").status_code == 404
    assert network.call(network.leader, path).status_code == 403


def test_a_second_coach_acts_for_the_congregation_too(network, match):
    second = askers.person(network.host, "coach")
    network.tell(CoachAssigned(congregation_id=network.congregation_id, coach_id=second.id))

    agreement = begun(network, match, second)

    assert read(network, agreement, second)["relations"] == ["guides"]
