"""The coach's home: the longest unheard first, and what is stuck or due."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import event, select

from shared.clock import new_id
from shared.contracts.partners import (
    AgencyAsked,
    CongregationAsked,
    MatchClosed,
    MatchIntroduced,
)
from shared.contracts.scheduling import SessionCancelled, SessionMoved, SessionPlanned
from shared.events.tables import outbox
from tests.congregations.conftest import Church


def test_the_oldest_contact_stands_first_and_never_before_all(church: Church) -> None:
    names = {"Nooit": None, "Oud": "2026-09-01", "Nieuw": "2026-11-20"}
    for name, day in names.items():
        made = church.ok(church.coach, "POST", "/congregations", {"name": name})
        if day:
            line = {"line": "Gesproken", "on": day, "kind": "visit"}
            church.ok(church.coach, "POST", f"/congregations/{made['id']}/contacts", line)
    home = church.home()

    assert [one["name"] for one in home] == ["De Brug", "Nooit", "Oud", "Nieuw"]
    assert home[2]["last_contact"] == {
        "kind": "visit",
        "on": "2026-09-01",
        "line": "Gesproken",
    }
    assert [one["days_silent"] for one in home] == [None, None, 83, 3]


def test_a_line_is_written_with_nothing_but_its_text(church: Church) -> None:
    line = church.ok(church.coach, "POST", f"{church.path}/contacts", {"line": "Gebeld over mei"})

    assert (line["kind"], line["on"], line["by"]) == ("call", "2026-11-23", str(church.coach.id))
    assert church.home()[0]["last_contact"] == {
        "kind": "call",
        "on": "2026-11-23",
        "line": "Gebeld over mei",
    }


def test_a_line_entered_late_does_not_hide_a_later_contact(church: Church) -> None:
    for day in ("2026-11-20", "2026-10-01"):
        church.ok(church.coach, "POST", f"{church.path}/contacts", {"line": "x", "on": day})

    assert church.home()[0]["last_contact"]["on"] == "2026-11-20"


def test_the_log_comes_in_pages_and_a_line_can_be_taken_back(church: Church) -> None:
    for number in range(3):
        church.ok(church.coach, "POST", f"{church.path}/contacts", {"line": f"regel {number}"})
    first = church.ok(church.coach, "GET", f"{church.path}/contacts?limit=2")
    rest = church.ok(church.coach, "GET", f"{church.path}/contacts?limit=2&after={first['next']}")
    church.ok(church.coach, "DELETE", f"/contacts/{first['items'][0]['id']}")

    assert [one["line"] for one in first["items"] + rest["items"]] == [
        "regel 2",
        "regel 1",
        "regel 0",
    ]
    assert len(church.ok(church.coach, "GET", f"{church.path}/contacts")["items"]) == 2


def test_a_fellow_coach_reads_the_log_but_takes_back_only_his_own_lines(church: Church) -> None:
    line = church.ok(church.coach, "POST", f"{church.path}/contacts", {"line": "Gebeld"})
    church.ok(church.coach, "PUT", f"{church.path}/coaches/{church.other_coach.id}")

    assert church.ok(church.other_coach, "GET", f"{church.path}/contacts")["items"] == [line]
    assert church.call(church.other_coach, "DELETE", f"/contacts/{line['id']}").status_code == 403


def test_six_weeks_of_silence_want_attention(church: Church) -> None:
    church.open()
    church.ok(church.coach, "POST", f"{church.path}/contacts", {"line": "x", "on": "2026-10-13"})
    before = church.attention()
    church.host.clock.advance(timedelta(days=1))

    assert before == []
    assert church.attention() == ["no_contact"]


def test_a_congregation_without_a_journey_wants_one(church: Church) -> None:
    assert church.attention() == ["no_journey"]


def test_a_planned_part_without_a_date_is_stuck_until_it_has_one(church: Church) -> None:
    church.open()
    track = church.walk("discover", "agreed", "planned")
    without = church.attention()
    church.hear(_session(church, step_id=UUID(track["steps"][0]["id"])))

    assert without == ["track_without_date"]
    assert church.attention() == []
    assert church.home()[0]["current_track"]["kind"] == "discover"


def test_a_session_of_another_part_gives_no_date_to_this_one(church: Church) -> None:
    church.open()
    church.walk("discover", "agreed", "planned")
    church.hear(_session(church, kind="kairos_lesson"))

    assert church.attention() == ["track_without_date"]


def test_the_next_session_follows_its_moves_and_goes_when_cancelled(church: Church) -> None:
    later = _session(church, start=datetime(2027, 3, 1, 19, tzinfo=UTC))
    sooner = _session(church, start=datetime(2027, 1, 10, 19, tzinfo=UTC))
    church.hear(later)
    church.hear(sooner)
    first = church.home()[0]["next_session"]
    church.hear(_moved(sooner, datetime(2027, 4, 1, 19, tzinfo=UTC)))
    after_move = church.home()[0]["next_session"]
    church.hear(_cancelled(later))

    assert first["session_id"] == str(sooner.session_id)
    assert after_move["session_id"] == str(later.session_id)
    assert church.home()[0]["next_session"]["start"] == "2027-04-01T19:00:00+00:00"


def test_a_session_that_was_held_is_not_the_next_one(church: Church) -> None:
    church.hear(_session(church, start=datetime(2026, 11, 22, 19, tzinfo=UTC)))

    assert church.home()[0]["next_session"] is None


def test_a_proposal_unanswered_for_a_week_wants_attention(church: Church) -> None:
    church.open()
    match = _match(church)
    church.hear(CongregationAsked(**match, coach_id=church.coach.id))
    fresh = church.home()[0]
    church.host.clock.advance(timedelta(days=7))
    old = church.home()[0]
    church.hear(AgencyAsked(**match, coach_id=church.coach.id))
    answered = church.home()[0]

    assert fresh["waiting"][0]["waiting_for"] == "congregation"
    assert fresh["attention"] == []
    assert [found["code"] for found in old["attention"]] == ["proposal_unanswered"]
    assert old["attention"][0]["id"] == str(match["match_id"])
    assert answered["waiting"][0]["waiting_for"] == "agency"
    assert answered["attention"] == []


def test_nothing_waits_after_the_introduction_or_the_end(church: Church) -> None:
    introduced, declined = _match(church), _match(church)
    church.hear(CongregationAsked(**introduced, coach_id=church.coach.id))
    church.hear(CongregationAsked(**declined, coach_id=church.coach.id))
    church.hear(MatchIntroduced(**introduced, coach_id=church.coach.id))
    church.hear(MatchClosed(**declined, outcome="declined"))

    assert church.home()[0]["waiting"] == []


def test_an_event_that_arrives_twice_counts_once(church: Church) -> None:
    match = _match(church)
    asked = CongregationAsked(**match, coach_id=church.coach.id)
    inbox = church.host.buses["congregations"]._inbox
    church.hear(asked)
    church.hear(MatchClosed(**match, outcome="declined"))
    with church.host.tools["partners"].db.read() as db:
        bodies = [row.body for row in db.execute(select(outbox.c.body).order_by(outbox.c.position))]

    assert [inbox.receive(body) for body in bodies] == ["duplicate", "duplicate"]
    assert church.home()[0]["waiting"] == []


def test_a_reported_decision_waits_visibly_and_after_a_week_loudly(church: Church) -> None:
    church.open()
    told = church.deciding("discover", to="agreed", as_reported={"by_role": "scriba"})
    decision = church.ok(church.coach, "POST", f"{church.path}/decisions", told)
    fresh = church.home()[0]
    church.host.clock.advance(timedelta(days=7))

    assert [one["id"] for one in fresh["decisions"]] == [decision["id"]]
    assert fresh["attention"] == []
    assert church.attention() == ["decision_unconfirmed"]


def test_an_evaluation_is_due_a_month_ahead_by_the_launch_or_by_its_session(
    church: Church,
) -> None:
    journey = church.open()
    church.may_launch()
    launch = {"held_on": "2026-06-10"}
    church.ok(church.coach, "POST", f"/journeys/{journey['id']}/launch", launch)
    church.ok(church.coach, "POST", f"{church.path}/contacts", {"line": "x"})
    by_launch = church.home()[0]["attention"]
    church.hear(_session(church, kind="evaluation_6", start=datetime(2026, 12, 15, 19, tzinfo=UTC)))
    by_session = church.home()[0]["attention"]

    assert [(one["code"], one["kind"], one["on"]) for one in by_launch] == [
        ("evaluation_due", "evaluation_6", "2026-12-10")
    ]
    assert [(one["kind"], one["on"]) for one in by_session] == [("evaluation_6", "2026-12-15")]


def test_a_deferral_that_is_over_comes_back(church: Church) -> None:
    church.open()
    path = f"/tracks/{church.track('discover')['id']}/states"
    church.ok(church.coach, "POST", path, {"to": "deferred", "until": "2026-11-25"})
    before = church.attention()
    church.host.clock.advance(timedelta(days=2))

    assert before == []
    assert church.attention() == ["deferral_over"]


def test_home_takes_as_many_queries_for_ten_congregations_as_for_one(church: Church) -> None:
    church.open()
    with_one = _queries(church)
    for number in range(9):
        made = church.ok(church.coach, "POST", "/congregations", {"name": f"G {number}"})
        path = f"/congregations/{made['id']}"
        church.ok(church.coach, "POST", f"{path}/journeys", {"template": "o3"})
        church.ok(church.coach, "POST", f"{path}/contacts", {"line": "x"})

    assert len(church.home()) == 10
    assert _queries(church) == with_one
    assert _queries(church, "/home?full=4") == with_one


def test_home_shows_only_what_one_guides_now(church: Church) -> None:
    church.ok(church.coach, "DELETE", f"{church.path}/coaches/{church.coach.id}")

    assert church.home() == []
    assert church.call(church.leader, "GET", "/home").status_code == 403


def _queries(church: Church, path: str = "/home") -> int:
    counted: list[str] = []
    engine = church.host.tools["congregations"].db.engine

    def count(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        counted.append(statement)

    event.listen(engine, "before_cursor_execute", count)
    church.ok(church.coach, "GET", path)
    event.remove(engine, "before_cursor_execute", count)
    return len(counted)


def _match(church: Church) -> dict[str, UUID]:
    return {
        "match_id": new_id(),
        "congregation_id": church.id,
        "offering_id": new_id(),
        "agency_id": new_id(),
    }


def _session(church: Church, **other: Any) -> SessionPlanned:
    fields: dict[str, Any] = {
        "session_id": new_id(),
        "congregation_id": church.id,
        "kind": "discover_workshop",
        "label": 1,
        "start": datetime(2027, 1, 14, 18, 30, tzinfo=UTC),
        "revision": 0,
    }
    return SessionPlanned(**(fields | other))


def _moved(session: SessionPlanned, start: datetime) -> SessionMoved:
    return SessionMoved(
        session_id=session.session_id,
        congregation_id=session.congregation_id,
        kind=session.kind,
        label=session.label,
        start=start,
        previous_start=session.start,
        revision=session.revision + 1,
    )


def _cancelled(session: SessionPlanned) -> SessionCancelled:
    return SessionCancelled(
        session_id=session.session_id,
        congregation_id=session.congregation_id,
        kind=session.kind,
        label=session.label,
        start=session.start,
        revision=session.revision + 1,
    )


def test_beyond_the_first_ones_a_congregation_is_told_in_a_line(church: Church) -> None:
    for number in range(3):
        body = {"name": f"Gemeente {number}", "place": "Ede"}
        made = church.ok(church.coach, "POST", "/congregations", body)
        church.ok(church.coach, "POST", f"/congregations/{made['id']}/journeys", {"template": "o3"})
    told = church.ok(church.coach, "GET", "/home?full=2")
    whole = church.home()

    assert [one["id"] for one in told["congregations"]] == [one["id"] for one in whole[:2]]
    assert [one["id"] for one in told["others"]] == [one["id"] for one in whole[2:]]
    assert told["congregations"] == whole[:2]
    assert [one["attention"] for one in told["others"]] == [
        [need["code"] for need in one["attention"]] for one in whole[2:]
    ]


def test_a_part_that_is_stuck_is_seen_in_the_line_too(church: Church) -> None:
    church.open()
    church.walk("discover", "agreed", "planned")
    (line,) = church.ok(church.coach, "GET", "/home?full=0")["others"]

    assert "track_without_date" in line["attention"]


def test_a_journey_with_a_past_asks_the_database_no_more_often_than_a_young_one(
    church: Church,
) -> None:
    journey = church.open()
    young = _queries(church, f"{church.path}/journey")
    for year in range(3):
        church.ok(church.coach, "POST", f"/journeys/{journey['id']}/closing", {"reason": "Klaar"})
        journey = church.open(template="o3" if year % 2 else "brochure-8")
        church.walk("discover", "agreed", "planned", "running", "reported")
        church.ok(church.leader, "POST", f"{church.path}/decisions", church.deciding("discover"))

    assert _queries(church, f"{church.path}/journey") <= young + 1
