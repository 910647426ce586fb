from datetime import timedelta

import pytest

from shared.clock import new_id
from shared.contracts.identity import MembershipEnded
from shared.contracts.partners import MatchClosed, MatchIntroduced
from tests import askers
from tests.scheduling.conftest import Church


def test_a_planned_session_invites_leaders_and_coach_and_keeps_wall_time_beside_utc(church: Church):
    session = church.plan()

    assert session["local_start"] == "2027-01-14T19:30"
    assert session["zone"] == "Europe/Amsterdam"
    assert session["start_utc"] == "2027-01-14T18:30:00+00:00"
    assert session["end_utc"] == "2027-01-14T20:30:00+00:00"
    assert {(one["person_id"], one["role"]) for one in session["participants"]} == {
        (str(church.anna.id), "leader"),
        (str(church.bert.id), "leader"),
        (str(church.coach.id), "coach"),
    }
    assert session["uid"].endswith("@localhost")
    assert session["title_nl"] == "Workshop Ontdekken"
    assert session["title_en"] == "Discover workshop"


def test_the_others_are_told_of_a_session_without_place_title_or_names(church: Church):
    session = church.plan(title="Avond met Jan")
    (told,) = church.told("session.planned")

    assert told["session_id"] == session["id"]
    assert told["announced"] is True
    assert told["revision"] == 0
    assert set(told["participants"]) == {
        str(one.id) for one in (church.anna, church.bert, church.coach)
    }
    assert "Ark" not in str(told)
    assert "Jan" not in str(told)


def test_moving_keeps_the_calendar_entry_and_counts_its_sequence_up(church: Church):
    session = church.plan()
    church.host.clock.advance(timedelta(hours=2))
    moved = church.call(
        church.coach, "PATCH", f"/sessions/{session['id']}", {"local_start": "2027-01-21T20:00"}
    ).get_json()
    letter = church.letter(session["id"], church.anna)
    (told,) = church.told("session.moved")

    assert (moved["uid"], moved["sequence"]) == (session["uid"], 1)
    assert moved["revision_at"] > session["revision_at"]
    assert letter["previous_local_start"] == "2027-01-14T19:30"
    assert letter["previous_start_utc"] == "2027-01-14T18:30:00+00:00"
    assert letter["local_start"] == "2027-01-21T20:00"
    assert (letter["sequence"], letter["choice"]) == (1, "invitation")
    assert told["previous_start"] == "2027-01-14T18:30:00+00:00"
    assert told["revision"] == 1


@pytest.mark.parametrize(
    ("change", "sequence"),
    [
        ({"minutes": 90}, 1),
        ({"place": "Thuis bij Anna"}, 1),
        ({"zone": "Europe/London"}, 1),
        ({"title": "Anders"}, 0),
        ({"agenda": "Iets anders"}, 0),
        ({"local_start": "2027-01-14T19:30"}, 0),
    ],
)
def test_only_time_length_and_place_count_the_sequence_up(
    church: Church, change: dict[str, object], sequence: int
):
    session = church.plan()
    changed = church.call(church.coach, "PATCH", f"/sessions/{session['id']}", change)

    assert changed.status_code == 200
    assert changed.get_json()["sequence"] == sequence
    assert len(church.told("session.moved")) == sequence


def test_a_paragraph_of_an_earlier_letter_does_not_ride_on_the_next(church: Church):
    session = church.plan(paragraph="Fijn dat jullie meedoen!")
    first = church.letter(session["id"])
    church.call(church.coach, "PATCH", f"/sessions/{session['id']}", {"place": "De Bron"})

    assert first["paragraph"] == "Fijn dat jullie meedoen!"
    assert church.letter(session["id"])["paragraph"] is None


def test_a_cancelled_session_frees_everybody_and_cannot_be_cancelled_twice(church: Church):
    session = church.plan()
    path = f"/sessions/{session['id']}/cancellation"
    cancelled = church.call(church.coach, "POST", path, {"paragraph": "Griep."}).get_json()
    again = church.call(church.coach, "POST", path, {})
    (told,) = church.told("session.cancelled")

    assert (cancelled["state"], cancelled["sequence"]) == ("cancelled", 1)
    assert told["announced"] is True
    assert again.status_code == 409
    assert church.letter(session["id"])["paragraph"] == "Griep."
    assert church.plan()["state"] == "confirmed"


def test_a_time_that_the_clock_skips_is_refused_with_both_neighbours(church: Church):
    wish = church.wish(local_start="2027-03-28T02:30")
    refused = church.call(church.coach, "POST", "/sessions", wish)

    assert refused.status_code == 422
    assert "2027-03-28T01:30" in refused.get_json()["fields"]["local_start"]
    assert "2027-03-28T03:30" in refused.get_json()["fields"]["local_start"]


def test_of_a_time_that_comes_twice_the_first_is_taken_and_said(church: Church):
    session = church.plan(local_start="2027-10-31T02:30")

    assert session["folded"] is True
    assert session["start_utc"] == "2027-10-31T00:30:00+00:00"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"local_start": "2026-11-01T19:30"}, "local_start"),
        ({"local_start": "2027-01-14 19:30"}, "local_start"),
        ({"local_start": "2027-01-14T19:30Z"}, "local_start"),
        ({"zone": "Europe/Atlantis"}, "zone"),
        ({"minutes": 0}, "minutes"),
        ({"minutes": 1.5}, "minutes"),
        ({"label": 4}, "label"),
        ({"kind": "party"}, "kind"),
        ({"title": "een\ntwee"}, "title"),
        ({"participants": ["nobody"]}, "participants.0"),
        ({"colour": "red"}, "colour"),
        ({"congregation_id": "7"}, "congregation_id"),
    ],
)
def test_a_wish_that_makes_no_sense_is_refused_by_its_field(
    church: Church, wrong: dict[str, object], field: str
):
    answer = church.call(church.coach, "POST", "/sessions", church.wish(**wrong))

    assert answer.status_code == 422
    assert field in answer.get_json()["fields"]
    assert church.sessions() == []


def test_a_person_is_not_booked_twice_and_the_answer_names_who(
    church: Church, other_church: Church
):
    church.plan()
    wish = other_church.wish(local_start="2027-01-14T21:00")
    refused = church.call(church.coach, "POST", "/sessions", wish)

    assert refused.status_code == 409
    assert set(refused.get_json()["fields"]) == {f"participants.{church.coach.id}"}
    assert "Ark" not in refused.text
    assert other_church.sessions() == []


def test_one_session_may_begin_when_another_ends(church: Church, other_church: Church):
    church.plan()

    assert other_church.plan(local_start="2027-01-14T21:30")["state"] == "confirmed"


def test_a_session_moved_by_half_an_hour_does_not_stand_in_its_own_way(church: Church):
    session = church.plan()
    moved = church.call(
        church.coach, "PATCH", f"/sessions/{session['id']}", {"local_start": "2027-01-14T20:00"}
    )

    assert moved.status_code == 200


def test_a_move_onto_somebody_elses_time_changes_nothing(church: Church, other_church: Church):
    church.plan()
    session = other_church.plan(local_start="2027-01-15T19:30")
    path = f"/sessions/{session['id']}"
    refused = church.call(church.coach, "PATCH", path, {"local_start": "2027-01-14T20:00"})
    after = church.call(church.coach, "GET", path).get_json()

    assert refused.status_code == 409
    assert after == session


def test_strangers_cannot_be_invited_but_an_introduced_agency_can(church: Church):
    staff = askers.person(church.host, "agency_staff")
    people = {"participants": [str(church.anna.id), str(staff.id)]}
    before = church.call(church.coach, "POST", "/sessions", church.wish(**people))
    match = {
        "match_id": new_id(),
        "congregation_id": church.id,
        "offering_id": new_id(),
        "agency_id": staff.organisation_id,
    }
    church.tell(MatchIntroduced(**match, coach_id=church.coach.id))
    planned = church.plan(**people)
    church.tell(MatchClosed(**match, outcome="ended"))
    later = church.wish(**people, local_start="2027-02-01T19:30")
    after = church.call(church.coach, "POST", "/sessions", later)

    assert before.status_code == 422
    assert f"participants.{staff.id}" in before.get_json()["fields"]
    assert church.call(staff, "GET", f"/sessions/{planned['id']}").status_code == 200
    assert after.status_code == 422


def test_somebody_added_later_is_the_only_one_told(church: Church):
    helper = askers.person(church.host, "working_group", church.id)
    church.host.settle()
    session = church.plan()
    changed = church.call(
        church.coach,
        "PATCH",
        f"/sessions/{session['id']}",
        {"add_participants": [str(helper.id), str(church.anna.id)]},
    )
    told = church.told("session.planned")

    assert changed.status_code == 200
    assert len(changed.get_json()["participants"]) == 4
    assert told[-1]["participants"] == [str(helper.id)]
    assert church.call(helper, "GET", "/calendar").get_json()["items"][0]["id"] == session["id"]


def test_two_coaches_who_change_the_same_session_hear_of_each_other(church: Church):
    session = church.plan()
    path = f"/sessions/{session['id']}"
    church.call(church.coach, "PATCH", path, {"minutes": 90, "sequence": 0})
    second = church.call(church.coach, "PATCH", path, {"minutes": 60, "sequence": 0})

    assert second.status_code == 409
    assert church.call(church.coach, "GET", path).get_json()["minutes"] == 90


def test_a_participant_answers_for_himself_only(church: Church):
    session = church.plan(participants=[str(church.anna.id)])
    path = f"/sessions/{session['id']}/answer"
    mine = church.call(church.anna, "POST", path, {"answer": "declined"})
    not_invited = church.call(church.bert, "POST", path, {"answer": "accepted"})

    assert mine.get_json()["participants"][0]["answer"] == "declined"
    assert not_invited.status_code == 403


def test_a_session_is_ticked_off_only_after_it_began(church: Church):
    session = church.plan(local_start="2026-11-24T10:30")
    path = f"/sessions/{session['id']}/completion"
    early = church.call(church.coach, "POST", path)
    church.host.clock.advance(timedelta(days=2))
    done = church.call(church.coach, "POST", path)

    assert early.status_code == 409
    assert done.get_json()["state"] == "done"


def test_a_leader_who_left_is_taken_out_of_what_is_still_to_come(church: Church):
    session = church.plan()
    church.tell(
        MembershipEnded(
            membership_id=church.bert.membership_id,
            person_id=church.bert.id,
            organisation_id=church.id,
            organisation_kind="congregation",
            role="leader",
        )
    )
    left = church.call(church.coach, "GET", f"/sessions/{session['id']}").get_json()

    assert {one["person_id"] for one in left["participants"]} == {
        str(church.anna.id),
        str(church.coach.id),
    }


def test_a_day_off_is_said_beside_a_session(church: Church):
    session = church.plan(local_start="2027-04-27T19:30")

    assert [(one["reason"], one["en"]) for one in session["warnings"]] == [
        ("public_holiday", "King's Day")
    ]
