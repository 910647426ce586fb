from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from services.scheduling.model import Claim, PlannedSession
from tests.scheduling.conftest import Church


def derived_by_older_rules(church: Church, session_id: str, hours: int) -> None:
    by = timedelta(hours=hours)
    with church.host.tools["scheduling"].db.write() as db:
        for table, key in ((PlannedSession, PlannedSession.id), (Claim, Claim.session_id)):
            for row in db.scalars(select(table).where(key == UUID(session_id))):
                row.start_utc, row.end_utc = row.start_utc + by, row.end_utc + by


def test_when_a_country_changes_its_clock_the_wall_time_stays_and_people_are_told(church: Church):
    session = church.plan()
    derived_by_older_rules(church, session["id"], 1)
    church.host.settle()
    after = church.call(church.coach, "GET", f"/sessions/{session['id']}").get_json()
    (told,) = church.told("session.moved")

    assert after["local_start"] == session["local_start"]
    assert after["start_utc"] == session["start_utc"]
    assert after["sequence"] == 1
    assert told["announced"] is True


def test_clocks_that_did_not_change_move_nothing(church: Church):
    church.plan()
    church.host.settle()

    assert church.told("session.moved") == []


def test_a_session_that_cannot_follow_stays_where_it_was(church: Church, other_church: Church):
    session = church.plan()
    derived_by_older_rules(church, session["id"], 3)
    other_church.plan()
    church.host.settle()
    after = church.call(church.coach, "GET", f"/sessions/{session['id']}").get_json()

    assert after["sequence"] == 0
    assert after["start_utc"] == "2027-01-14T21:30:00+00:00"
    assert church.told("session.moved") == []
