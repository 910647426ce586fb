from datetime import timedelta

import pytest

from shared.contracts.congregations import CoachUnassigned
from tests import askers
from tests.scheduling.conftest import Church, church_of


def test_to_a_stranger_a_session_looks_like_one_that_does_not_exist(church: Church):
    session = church.plan()
    strangers = church_of(church.host, askers.person(church.host, "coach"))
    missing = church.call(strangers.coach, "GET", f"/sessions/{church.id}")

    for who in (strangers.coach, strangers.anna):
        seen = church.call(who, "GET", f"/sessions/{session['id']}")
        listed = church.call(who, "GET", f"/sessions?congregation_id={church.id}")
        assert (seen.status_code, seen.data) == (404, missing.data)
        assert (listed.status_code, listed.data) == (404, missing.data)
    for act in ("cancellation", "confirmation"):
        path = f"/sessions/{session['id']}/{act}"
        assert church.call(strangers.coach, "POST", path, {}).status_code == 404
    assert church.call(strangers.coach, "POST", "/sessions", church.wish()).status_code == 404


def test_a_leader_reads_and_does_not_plan(church: Church):
    session = church.plan()

    assert church.sessions(church.anna) == [session]
    assert church.call(church.anna, "POST", "/sessions", church.wish()).status_code == 403
    assert church.call(church.anna, "PATCH", f"/sessions/{session['id']}", {}).status_code == 403


def test_a_coach_who_only_takes_part_may_not_move_it(church: Church):
    helper = askers.person(church.host, "coach")
    church.host.settle()
    session = church.plan(participants=[str(helper.id)])
    path = f"/sessions/{session['id']}"

    assert church.call(helper, "GET", path).status_code == 200
    assert church.call(helper, "PATCH", path, {"minutes": 60}).status_code == 403


def test_of_named_persons_only_participants_and_the_coach_know(church: Church):
    session = church.plan(label=3, participants=[str(church.anna.id)])
    path = f"/sessions/{session['id']}"

    assert church.call(church.anna, "GET", path).status_code == 200
    assert church.call(church.bert, "GET", path).status_code == 404
    assert church.sessions(church.bert) == []
    assert len(church.sessions(church.anna)) == 1


@pytest.mark.parametrize("label", [2, 3])
def test_what_is_sensitive_is_shown_only_after_a_fresh_sign_in(church: Church, label: int):
    session = church.plan(label=label, title="Bezoek aan het veld")
    path = f"/sessions/{session['id']}"
    fresh = church.call(church.coach, "GET", path).get_json()
    stale = church.call(church.coach.stale(), "GET", path)

    assert fresh["title_nl"] == "Bezoek aan het veld"
    assert stale.get_json()["withheld"] is True
    assert stale.get_json()["title_nl"] == "Afspraak"
    for secret in ("veld", "Ark", "Koffie", "discover"):
        assert secret not in stale.text


def test_a_letter_about_something_sensitive_has_only_a_code(church: Church):
    session = church.plan(label=2, title="Bezoek aan het veld", paragraph="Tot bij Sara!")
    letter = church.letter(session["id"], church.anna)

    assert letter["title_en"] == "Appointment"
    assert letter["code"] == session["code"]
    for secret in ("veld", "Ark", "Koffie", "Sara", "discover"):
        assert secret not in str(letter)


def test_letters_are_for_our_own_services(church: Church):
    session = church.plan()
    path = f"/letters/session/{session['id']}"

    assert church.call(church.coach, "GET", path).status_code == 403
    assert church.call(None, "GET", path).status_code == 401


def test_a_list_is_read_in_parts_without_gap_or_repetition(church: Church):
    planned = [church.plan(local_start=f"2027-02-{day:02d}T10:30")["id"] for day in range(1, 8)]
    seen, after = [], ""
    while after is not None:
        path = f"/sessions?congregation_id={church.id}&limit=3{after and f'&after={after}'}"
        part = church.call(church.anna, "GET", path).get_json()
        seen += [one["id"] for one in part["items"]]
        after = part["next"]
    spoiled = church.call(
        church.anna, "GET", f"/sessions?congregation_id={church.id}&after=nonsense"
    )

    assert seen == planned
    assert spoiled.status_code == 422


def test_a_list_is_limited_to_the_days_asked_for(church: Church):
    for day in (1, 2, 3):
        church.plan(local_start=f"2027-02-{day:02d}T10:30")
    path = f"/sessions?congregation_id={church.id}&from=2027-02-02&until=2027-02-02"
    items = church.call(church.anna, "GET", path).get_json()["items"]

    assert [one["local_start"] for one in items] == ["2027-02-02T10:30"]


def test_a_coach_who_stopped_guiding_sees_nothing_any_more(church: Church):
    session = church.plan()
    church.tell(CoachUnassigned(congregation_id=church.id, coach_id=church.coach.id))
    church.host.clock.advance(timedelta(minutes=1))
    listed = church.call(church.coach, "GET", f"/sessions?congregation_id={church.id}")

    assert listed.status_code == 404
    assert church.call(church.anna, "GET", f"/sessions/{session['id']}").status_code == 200
