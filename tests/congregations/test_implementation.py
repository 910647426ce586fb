"""How it goes is asked of both sides in a steady rhythm, answered once, and noticed when silent."""

import threading
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from services.congregations import policy
from services.congregations.actions.implementation import asking
from services.congregations.model import CheckIn, Launch
from shared.clock import new_id
from shared.contracts.partners import AgreementActivated, AgreementEnded
from tests import askers
from tests.askers import Asker
from tests.congregations.conftest import Church
from tests.congregations.test_strategies import Plan

FINE = {"progress": "good", "goes_well": "Drie avonden gehouden", "next_step": "Adventsactie"}


@pytest.fixture
def carried(church: Church) -> Church:
    """The congregation carries out its plan since today."""
    church.open()
    church.walk("implementation", "agreed", "running")
    return church


def job(church: Church, act: Any) -> int:
    with church.host.tools["congregations"].db.write() as db:
        done: int = act(db, at=church.host.clock.now())
    return done


def later(church: Church, **span: int) -> int:
    """Let time pass, then ask who is to be asked; returns how many were."""
    church.host.clock.advance(timedelta(**span))
    return job(church, asking.ask_due)


def page(church: Church, who: Asker | None = None) -> Any:
    return church.ok(who or church.coach, "GET", f"{church.path}/implementation")


def asked(church: Church, side: str = "congregation") -> Any:
    return next(one for one in page(church)["check_ins"] if one["side"] == side)


def agree(church: Church) -> AgreementActivated:
    agreed = AgreementActivated(
        agreement_id=new_id(),
        match_id=new_id(),
        congregation_id=church.id,
        agency_id=new_id(),
    )
    church.hear(agreed)
    return agreed


def test_nobody_is_asked_before_six_weeks_have_passed(carried: Church) -> None:
    before = later(carried, days=41)
    on_the_day = later(carried, days=1)

    assert (before, on_the_day) == (0, 1)
    assert page(carried)["rhythm"] == {
        "weeks": 6,
        "paused": False,
        "first": "2026-11-23",
        "next_on": "2027-02-15",
    }
    assert asked(carried)["due_on"] == "2027-01-04"
    assert carried.last_event("check-in.due")["check_in_id"] == asked(carried)["id"]


def test_nobody_is_asked_in_the_night_by_the_clock_of_the_congregation(carried: Church) -> None:
    carried.host.clock.advance(timedelta(hours=-2, minutes=-1))  # 07:59 in Ede
    too_early = later(carried, weeks=6)
    in_the_morning = later(carried, minutes=2)

    assert (too_early, in_the_morning) == (0, 1)


def test_a_launch_begins_the_rhythm_even_before_the_part_is_agreed(church: Church) -> None:
    journey = church.open()
    before = later(church, weeks=7)
    nothing = page(church)["rhythm"]["first"]
    with church.host.tools["congregations"].db.write() as db:
        day = policy.today(church.host.clock.now())
        launch = Launch(journey_id=UUID(journey["id"]), congregation_id=church.id, held_on=day)
        launch.recorded_at = church.host.clock.now()
        db.add(launch)
    after = later(church, weeks=6)

    assert (before, nothing) == (0, None)
    assert after == 1
    assert page(church)["rhythm"]["first"] == "2027-01-11"


def test_a_part_that_is_over_is_not_asked_about(carried: Church) -> None:
    track = carried.track("implementation")
    to = {"to": "stopped", "reason": "Geen mensen"}
    carried.ok(carried.coach, "POST", f"/tracks/{track['id']}/states", to)

    assert later(carried, weeks=7) == 0


def test_a_journey_that_was_closed_leaves_no_question_waiting(carried: Church) -> None:
    later(carried, weeks=6)
    journey = carried.overview()["journey"]
    carried.ok(carried.coach, "POST", f"/journeys/{journey['id']}/closing", {})
    carried.host.clock.advance(timedelta(days=11))
    missed = job(carried, asking.miss_overdue)
    answer = carried.call(carried.leader, "POST", f"/check-ins/{asked(carried)['id']}/answer", FINE)

    assert (missed, asked(carried)["state"]) == (0, "called_off")
    assert answer.status_code == 409


def test_the_page_tells_the_day_on_which_a_second_journey_is_asked(carried: Church) -> None:
    later(carried, weeks=6)
    first = carried.overview()["journey"]
    carried.ok(carried.coach, "POST", f"/journeys/{first['id']}/closing", {})
    carried.host.clock.advance(timedelta(weeks=10))
    carried.open()
    carried.walk("implementation", "agreed", "running")
    told = page(carried)["rhythm"]["next_on"]
    early, on_the_day = later(carried, days=41), later(carried, days=1)

    assert (early, on_the_day) == (0, 1)
    assert asked(carried)["due_on"] == told


def test_two_workers_at_once_ask_once(carried: Church) -> None:
    carried.host.clock.advance(timedelta(weeks=6))
    together = threading.Barrier(2)
    counted: list[int] = []

    def work() -> None:
        together.wait()
        counted.append(job(carried, asking.ask_due))

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert sorted(counted) == [0, 1]
    assert len(page(carried)["check_ins"]) == 1
    assert carried.events().count("check-in.due.v1") == 1


def test_after_a_long_pause_one_question_comes_not_all_that_were_left_out(carried: Church) -> None:
    rhythm = {"weeks": 4, "paused": True}
    carried.ok(carried.leader, "PUT", f"{carried.path}/rhythm", rhythm)
    paused = later(carried, weeks=30)
    carried.ok(carried.coach, "PUT", f"{carried.path}/rhythm", {**rhythm, "paused": False})
    resumed, missed = later(carried, minutes=1), job(carried, asking.miss_overdue)

    assert (paused, resumed, missed) == (0, 1, 0)
    assert later(carried, weeks=4) == 1


def test_a_working_group_does_not_change_the_rhythm(carried: Church) -> None:
    path = f"{carried.path}/rhythm"

    assert carried.call(carried.working_group, "PUT", path, {"weeks": 4}).status_code == 403
    for weeks in (0, 1, 27, "6"):
        answer = carried.call(carried.leader, "PUT", path, {"weeks": weeks})
        assert answer.status_code == 422
        assert "weeks" in answer.get_json()["fields"]


def test_the_first_answer_stands(carried: Church) -> None:
    later(carried, weeks=6)
    path = f"/check-ins/{asked(carried)['id']}/answer"
    carried.ok(carried.leader, "POST", path, FINE)
    second = carried.call(carried.leader, "POST", path, {"progress": "stuck"})
    found = asked(carried)

    assert second.status_code == 409
    assert (found["state"], found["progress"], found["answered_how"]) == (
        "answered",
        "good",
        "page",
    )
    assert carried.last_event("check-in.answered") == {
        "check_in_id": found["id"],
        "congregation_id": str(carried.id),
        "side": "congregation",
        "progress": "good",
        "wish_to_talk": False,
    }


def test_a_link_answers_its_own_question_and_no_other(carried: Church) -> None:
    agreed = agree(carried)
    later(carried, weeks=6)
    ours, theirs = asked(carried)["id"], asked(carried, "agency")["id"]
    leader = askers.link(carried.host, carried.leader, f"check-in:{ours}")
    stranger = askers.link(carried.host, carried.other_leader, f"check-in:{ours}")
    answering = askers.link(carried.host, carried.leader, f"answer:{ours}")
    looks = [
        carried.call(who, "GET", f"/check-ins/{one}").status_code
        for who, one in ((leader, theirs), (stranger, ours), (answering, ours))
    ]
    writes = [
        carried.call(who, "POST", f"/check-ins/{one}/answer", FINE).status_code
        for who, one in ((leader, theirs), (stranger, ours), (answering, ours))
    ]
    seen = carried.ok(leader, "GET", f"/check-ins/{ours}")
    carried.ok(leader, "POST", f"/check-ins/{ours}/answer", FINE)

    assert looks == writes == [404, 404, 404]
    assert seen["congregation"]["name"] == "De Brug"
    assert asked(carried)["answered_how"] == "link"
    assert carried.call(leader, "POST", f"/check-ins/{ours}/answer", FINE).status_code == 409
    assert asked(carried, "agency")["agency_id"] == str(agreed.agency_id)


def test_an_agency_sees_what_it_is_asked_and_nothing_of_the_congregation(carried: Church) -> None:
    first, second = agree(carried), agree(carried)
    staff = askers.person(carried.host, "agency_staff", first.agency_id)
    others = askers.person(carried.host, "agency_staff", second.agency_id)
    asked_in_all = later(carried, weeks=6)
    questions = {one["agency_id"]: one["id"] for one in page(carried)["check_ins"]}
    ours, theirs = questions[None], questions[str(first.agency_id)]
    carried.ok(carried.leader, "POST", f"/check-ins/{ours}/answer", FINE)
    carried.ok(staff, "POST", f"/check-ins/{theirs}/answer", {"progress": "slow"})
    hidden = [
        carried.call(staff, "GET", f"/check-ins/{ours}").status_code,
        carried.call(others, "GET", f"/check-ins/{theirs}").status_code,
        carried.call(others, "POST", f"/check-ins/{theirs}/answer", FINE).status_code,
        carried.call(staff, "POST", f"/check-ins/{ours}/answer", FINE).status_code,
        carried.call(carried.leader, "GET", f"/check-ins/{theirs}").status_code,
        carried.call(staff, "GET", f"{carried.path}/implementation").status_code,
    ]

    assert asked_in_all == 3
    assert hidden[:5] == [404] * 5
    assert hidden[5] in (403, 404)
    assert [one["side"] for one in page(carried, carried.leader)["check_ins"]] == ["congregation"]
    assert carried.ok(staff, "GET", f"/check-ins/{theirs}")["check_in"]["progress"] == "slow"


def test_the_coach_writes_down_what_he_was_told_and_says_by_whom(carried: Church) -> None:
    later(carried, weeks=6)
    path = f"/check-ins/{asked(carried)['id']}/answer"
    silent = carried.call(carried.coach, "POST", path, FINE)
    by_group = carried.call(carried.working_group, "POST", path, FINE)
    as_leader = carried.call(carried.leader, "POST", path, FINE | {"told_by": "scriba"})
    carried.ok(carried.coach, "POST", path, FINE | {"told_by": "scriba"})

    assert (silent.status_code, silent.get_json()["fields"].keys()) == (422, {"told_by"})
    assert (by_group.status_code, as_leader.status_code) == (403, 403)
    assert (asked(carried)["answered_how"], asked(carried)["told_by"]) == ("told", "scriba")


def test_a_missed_question_goes_to_a_second_coach_and_never_to_an_agency(carried: Church) -> None:
    carried.ok(carried.coach, "PUT", f"{carried.path}/coaches/{carried.other_coach.id}")
    agree(carried)
    later(carried, weeks=6)
    carried.host.clock.advance(timedelta(days=9))
    patient = job(carried, asking.miss_overdue)
    carried.host.clock.advance(timedelta(days=1))
    missed, again = job(carried, asking.miss_overdue), job(carried, asking.miss_overdue)

    assert (patient, missed, again) == (0, 2, 0)
    assert asked(carried)["state"] == "escalated"
    assert asked(carried)["escalated_to"] == str(carried.other_coach.id)
    assert asked(carried, "agency")["state"] == "missed"
    assert carried.events().count("check-in.missed.v1") == 1
    assert carried.last_event("check-in.missed")["participants"] == [str(carried.other_coach.id)]


def test_without_a_second_coach_the_only_one_is_told(carried: Church) -> None:
    later(carried, weeks=6)
    carried.host.clock.advance(timedelta(days=10))
    job(carried, asking.miss_overdue)

    assert asked(carried)["state"] == "missed"
    assert asked(carried)["escalated_to"] is None
    assert carried.last_event("check-in.missed")["participants"] == [str(carried.coach.id)]


def test_a_late_answer_is_welcome(carried: Church) -> None:
    later(carried, weeks=6)
    carried.host.clock.advance(timedelta(days=10))
    job(carried, asking.miss_overdue)
    carried.ok(carried.leader, "POST", f"/check-ins/{asked(carried)['id']}/answer", FINE)

    assert asked(carried)["state"] == "answered"
    assert asked(carried)["missed_at"] is not None


def test_an_agreement_that_ended_is_not_asked_about_any_more(carried: Church) -> None:
    agreed = agree(carried)
    later(carried, weeks=6)
    theirs = asked(carried, "agency")["id"]
    ended = AgreementEnded(
        agreement_id=agreed.agreement_id,
        match_id=agreed.match_id,
        congregation_id=carried.id,
        agency_id=agreed.agency_id,
        how="graceful",
    )
    carried.hear(ended)
    staff = askers.person(carried.host, "agency_staff", agreed.agency_id)
    answer = carried.call(staff, "POST", f"/check-ins/{theirs}/answer", FINE)

    assert asked(carried, "agency")["state"] == "called_off"
    assert answer.status_code == 409
    assert later(carried, weeks=6) == 1


def test_a_text_that_is_too_long_or_a_progress_that_is_none_changes_nothing(
    carried: Church,
) -> None:
    later(carried, weeks=6)
    path = f"/check-ins/{asked(carried)['id']}/answer"
    for bad, field in (
        ({"progress": "super"}, "progress"),
        ({}, "progress"),
        ({"progress": "good", "blockers": "x" * 2001}, "blockers"),
        ({"progress": "good", "wish_to_talk": "yes"}, "wish_to_talk"),
    ):
        answer = carried.call(carried.leader, "POST", path, bad)
        assert (answer.status_code, set(answer.get_json()["fields"])) == (422, {field})

    assert asked(carried)["state"] == "due"


def test_a_role_is_handed_over_and_falls_vacant(church: Church) -> None:
    new = {"title": "Zendingscommissie: voorzitter", "to": "held", "on": "2026-01-10"}
    role = church.ok(church.working_group, "POST", f"{church.path}/roles", new)
    path = f"/roles/{role['id']}/handovers"
    church.ok(church.leader, "POST", path, {"to": "vacant", "on": "2026-10-01", "note": "Map"})
    twice = church.call(church.leader, "POST", path, {"to": "vacant", "on": "2026-10-02"})
    before = church.call(church.leader, "POST", path, {"to": "held", "on": "2026-09-30"})
    tomorrow = church.call(church.leader, "POST", path, {"to": "held", "on": "2026-11-24"})
    found = page(church)["roles"][0]

    assert (twice.status_code, before.status_code, tomorrow.status_code) == (409, 422, 422)
    assert (found["vacant_since"], found["held_since"]) == ("2026-10-01", None)
    assert [one["to"] for one in found["handovers"]] == ["held", "vacant"]


def test_a_role_vacant_for_more_than_sixty_days_is_told_once(church: Church) -> None:
    new = {"title": "Penningmeester", "to": "vacant", "on": "2026-11-23"}
    role = church.ok(church.leader, "POST", f"{church.path}/roles", new)
    church.host.clock.advance(timedelta(days=60))
    early = job(church, asking.tell_vacant)
    church.host.clock.advance(timedelta(days=1))
    told, again = job(church, asking.tell_vacant), job(church, asking.tell_vacant)

    assert (early, told, again) == (0, 1, 0)
    assert church.last_event("role.vacant")["role_id"] == role["id"]


def test_a_role_of_another_congregation_does_not_exist(church: Church) -> None:
    new = {"title": "Penningmeester", "to": "vacant", "on": "2026-11-23"}
    role = church.ok(church.leader, "POST", f"{church.path}/roles", new)
    turn = {"to": "held", "on": "2026-11-23"}
    path = f"/roles/{role['id']}/handovers"

    assert church.call(church.other_leader, "POST", path, turn).status_code == 404
    assert church.call(church.other_coach, "DELETE", f"/roles/{role['id']}").status_code == 404


def test_a_home_team_begins_with_the_usual_duties_in_both_languages(church: Church) -> None:
    team = church.ok(church.working_group, "POST", f"{church.path}/home-teams", {"title": "Team N"})

    assert {duty["seat"] for duty in team["duties"]} == set(team["seats"])
    assert all(duty["title_nl"] != duty["title_en"] for duty in team["duties"])
    assert team["warnings"] == ["no_confidant", "no_calamity_protocol"]


def test_a_team_that_is_too_small_or_too_large_is_said_not_refused(church: Church) -> None:
    team = church.ok(church.leader, "POST", f"{church.path}/home-teams", {"title": "Team"})
    path = f"/home-teams/{team['id']}"
    whole = {"filled": ["chair", "confidant"], "calamity_protocol": "Bel de coach."}
    said = {
        size: church.ok(church.leader, "PATCH", path, {"size": size, **whole})["warnings"]
        for size in (4, 5, 7, 8)
    }

    assert said == {4: ["too_small"], 5: [], 7: [], 8: ["too_large"]}


def test_what_was_agreed_for_hard_times_is_for_leaders_and_coach(church: Church) -> None:
    team = church.ok(church.leader, "POST", f"{church.path}/home-teams", {"title": "Team"})
    path = f"/home-teams/{team['id']}"
    church.ok(church.coach, "PATCH", path, {"calamity_protocol": "Stil vertrek over land"})
    refused = church.call(church.working_group, "PATCH", path, {"leave_plan": "x"})
    by_group = church.call(church.working_group, "GET", f"{church.path}/implementation")

    assert refused.status_code == 403
    assert "Stil vertrek" not in by_group.text
    assert page(church, church.leader)["teams"][0]["calamity_protocol"] == "Stil vertrek over land"


def test_the_body_approves_a_home_team_and_a_contested_approval_is_shown(church: Church) -> None:
    team = church.ok(church.leader, "POST", f"{church.path}/home-teams", {"title": "Team"})
    path = f"/home-teams/{team['id']}/states"
    decided = {"body": "church_council", "held_on": "2026-11-20", "text": "Wij steunen dit team."}
    skipped = church.call(church.coach, "POST", path, {"to": "active"})
    alone = church.call(church.coach, "POST", path, {"to": "approved", **decided})
    bare = church.call(church.leader, "POST", path, {"to": "approved"})
    told = {"by_role": "scriba", "by_name": None}
    done = church.ok(church.coach, "POST", path, {"to": "approved", **decided, "as_reported": told})
    twice = church.call(church.leader, "POST", path, {"to": "approved", **decided})
    answers = f"/decisions/{done['decision']['id']}/answers"
    church.ok(church.leader, "POST", answers, {"answer": "contested"})
    found = page(church)["teams"][0]

    assert (skipped.status_code, alone.status_code, bare.status_code) == (409, 403, 422)
    assert twice.status_code == 409
    assert (found["state"], found["decision"]["state"]) == ("approved", "contested")


def test_a_duty_comes_again_by_its_rhythm(church: Church) -> None:
    team = church.ok(church.leader, "POST", f"{church.path}/home-teams", {"title": "Team"})
    wish = {"seat": "chair", "title": "Koffie drinken", "every": "month", "next_on": "2026-11-01"}
    made = church.ok(church.working_group, "POST", f"/home-teams/{team['id']}/duties", wish)
    duty = next(one for one in made["duties"] if one["title_nl"] == "Koffie drinken")
    path = f"/duties/{duty['id']}/done"
    done = church.ok(church.leader, "POST", path, {"on": "2026-10-31"})
    again = next(one for one in done["duties"] if one["id"] == duty["id"])
    tomorrow = church.call(church.leader, "POST", path, {"on": "2026-11-24"})

    assert (again["done_on"], again["next_on"]) == ("2026-10-31", "2026-11-30")
    assert tomorrow.status_code == 422


def test_what_is_kept_names_the_thing_it_is_about(carried: Church) -> None:
    agreed = agree(carried)
    later(carried, weeks=6)
    with carried.host.tools["congregations"].db.read() as db:
        about = {one.side: one.agreement_id for one in db.scalars(select(CheckIn))}

    assert about == {"congregation": None, "agency": UUID(str(agreed.agreement_id))}


def test_progress_counts_what_is_done_and_late_and_follows_it_by_month(church: Church) -> None:
    plan = Plan(church)
    goal = plan.goal()
    first = plan.action(goal, title="Een", due_on="2026-12-31")
    plan.action(goal, title="Twee", due_on="2027-01-15")
    plan.action(goal, title="Drie")
    plan.share()
    plan.adopt()
    church.host.clock.advance(timedelta(weeks=6))
    church.ok(church.leader, "POST", f"/actions/{first['id']}/states", {"to": "done"})
    church.host.clock.advance(timedelta(weeks=4))
    found = page(church)["actions"]

    assert (found["total"], found["counts"]["done"], found["counts"]["todo"]) == (3, 1, 2)
    assert [one["title"] for one in found["late"]] == ["Twee"]
    assert [(one["first"][:7], one["done"], one["planned"]) for one in found["months"]] == [
        ("2026-11", 0, 0),
        ("2026-12", 0, 1),
        ("2027-01", 1, 2),
        ("2027-02", 1, 2),
    ]


def needs(church: Church) -> list[str]:
    return [code for code in church.attention() if code not in ("no_contact", "no_journey")]


def test_the_home_shows_who_did_not_answer_until_he_does(carried: Church) -> None:
    agree(carried)
    later(carried, weeks=6)
    waiting = needs(carried)
    carried.host.clock.advance(timedelta(days=10))
    job(carried, asking.miss_overdue)
    missed = needs(carried)
    carried.ok(carried.leader, "POST", f"/check-ins/{asked(carried)['id']}/answer", FINE)

    assert waiting == []
    assert sorted(missed) == ["agency_silent", "check_in_missed"]
    assert needs(carried) == ["agency_silent"]


def test_late_actions_of_a_closed_journey_want_nothing_from_the_coach(church: Church) -> None:
    plan = Plan(church)
    plan.action(plan.goal(), due_on="2026-12-01")
    plan.share()
    plan.adopt()
    church.host.clock.advance(timedelta(days=9))
    late = needs(church)
    journey = church.overview()["journey"]
    church.ok(church.coach, "POST", f"/journeys/{journey['id']}/closing", {})

    assert (late, needs(church)) == (["actions_late"], [])


def test_the_home_shows_who_is_stuck_or_wants_to_talk(carried: Church) -> None:
    later(carried, weeks=6)
    path = f"/check-ins/{asked(carried)['id']}/answer"
    carried.ok(carried.leader, "POST", path, {"progress": "stuck", "wish_to_talk": True})
    stuck = needs(carried)
    later(carried, weeks=6)
    path = f"/check-ins/{asked(carried)['id']}/answer"
    carried.ok(carried.leader, "POST", path, {"progress": "slow", "wish_to_talk": True})

    assert (stuck, needs(carried)) == (["check_in_stuck"], ["wish_to_talk"])


def test_an_answer_is_as_good_as_a_contact(carried: Church) -> None:
    carried.ok(carried.coach, "POST", f"{carried.path}/contacts", {"line": "Gebeld"})
    later(carried, weeks=6)
    silent = carried.attention()
    carried.ok(carried.leader, "POST", f"/check-ins/{asked(carried)['id']}/answer", FINE)
    glance = carried.home()[0]

    assert silent == ["no_contact"]
    assert glance["attention"] == []
    assert glance["days_silent"] == 0
    assert glance["last_contact"] == {
        "kind": "check_in",
        "on": "2027-01-04",
        "line": "Drie avonden gehouden",
    }


def test_the_home_shows_vacant_roles_late_actions_and_stamps_that_end(church: Church) -> None:
    plan = Plan(church)
    plan.action(plan.goal(), due_on="2026-12-01")
    plan.share()
    plan.adopt()
    new = {"title": "Penningmeester", "to": "vacant", "on": "2026-11-23"}
    church.ok(church.leader, "POST", f"{church.path}/roles", new)
    apk = church.ok(church.leader, "POST", f"{church.path}/apks", {"held_on": "2026-11-20"})
    decided = {"body": "church_council", "held_on": "2026-11-20", "text": "Goed"}
    church.ok(church.leader, "POST", f"/apks/{apk['id']}/stamp", {**decided, "stamp": "continue"})
    found = {}
    for days in (0, 60, 1, 272, 32):
        church.host.clock.advance(timedelta(days=days))
        found[church.host.clock.now().date().isoformat()] = needs(church)

    assert found == {
        "2026-11-23": [],
        "2027-01-22": ["actions_late"],
        "2027-01-23": ["role_vacant", "actions_late"],
        "2027-10-22": ["role_vacant", "actions_late", "apk_due"],
        "2027-11-23": ["role_vacant", "actions_late", "apk_expired"],
    }
