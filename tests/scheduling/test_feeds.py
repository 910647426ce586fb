from datetime import timedelta

from icalendar import Calendar
from sqlalchemy import select

from services.scheduling.model import Feed
from shared.audit import audit
from tests.scheduling.conftest import Church


def opened(church: Church, language: str = "nl") -> dict[str, str]:
    wanted = {"device": "Telefoon", "language": language}
    answer = church.call(church.anna, "POST", "/feeds", wanted)
    assert answer.status_code == 201, answer.text
    return answer.get_json()


def fetched(church: Church, feed: dict[str, str]) -> list:
    answer = church.call(None, "GET", f"/feeds/{feed['token']}.ics")
    assert answer.status_code == 200
    return Calendar.from_ical(answer.data).walk("VEVENT")


def test_a_device_gets_one_entry_per_session_in_utc(church: Church):
    session = church.plan()
    feed = opened(church)
    answer = church.call(None, "GET", f"/feeds/{feed['token']}.ics")
    (event,) = fetched(church, feed)

    assert feed["url"] == f"http://localhost:8000/api/scheduling/feeds/{feed['token']}.ics"
    assert answer.content_type == "text/calendar; charset=utf-8"
    assert b"DTSTART:20270114T183000Z" in answer.data
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT1H" in answer.data
    assert b"X-PUBLISHED-TTL:PT1H" in answer.data
    assert b"RRULE" not in answer.data
    assert b"VTIMEZONE" not in answer.data
    assert b"ATTENDEE" not in answer.data
    assert event["UID"] == session["uid"]
    assert event["SUMMARY"] == "Workshop Ontdekken"
    assert event["LOCATION"] == "De Ark, Lindelaan 3"


def test_the_same_entry_moves_and_shows_that_it_is_cancelled(church: Church):
    session = church.plan()
    feed = opened(church, "en")
    path = f"/sessions/{session['id']}"
    church.call(church.coach, "PATCH", path, {"local_start": "2027-01-21T19:30"})
    (moved,) = fetched(church, feed)
    church.call(church.coach, "POST", f"{path}/cancellation", {})
    (cancelled,) = fetched(church, feed)

    assert moved["UID"] == cancelled["UID"] == session["uid"]
    assert (moved["SEQUENCE"], moved["STATUS"]) == (1, "CONFIRMED")
    assert (cancelled["SEQUENCE"], cancelled["STATUS"]) == (2, "CANCELLED")


def test_what_is_sensitive_has_a_neutral_title_and_no_place_on_a_device(church: Church):
    church.plan(label=2, title="Bezoek aan het veld")
    (event,) = fetched(church, opened(church))

    assert event["SUMMARY"] == "Afspraak"
    assert "LOCATION" not in event
    assert "DESCRIPTION" not in event


def test_a_device_that_has_it_already_gets_nothing_twice(church: Church):
    church.plan()
    feed = opened(church)
    path = f"/api/scheduling/feeds/{feed['token']}.ics"
    browser = church.host.apps["scheduling"].test_client()
    where = {"base_url": "http://localhost/api/scheduling"}
    first = browser.get(path.removeprefix("/api/scheduling"), **where)
    again = browser.get(
        path.removeprefix("/api/scheduling"),
        headers={"If-None-Match": first.headers["ETag"]},
        **where,
    )

    assert again.status_code == 304
    assert again.data == b""
    assert again.headers["ETag"] == first.headers["ETag"]


def test_a_revoked_address_answers_like_one_that_never_was(church: Church):
    feed = opened(church)
    revoked = church.call(church.anna, "DELETE", f"/feeds/{feed['id']}")
    gone = church.call(None, "GET", f"/feeds/{feed['token']}.ics")
    never = church.call(None, "GET", "/feeds/guessed.ics")

    assert revoked.status_code == 204
    assert (gone.status_code, gone.data) == (404, never.data)
    assert church.call(church.anna, "GET", "/feeds").get_json() == {"items": []}


def test_nobody_revokes_the_feed_of_another(church: Church):
    feed = opened(church)

    assert church.call(church.bert, "DELETE", f"/feeds/{feed['id']}").status_code == 404
    assert fetched(church, feed) == []


def test_the_token_is_nowhere_in_the_database(church: Church):
    feed = opened(church)
    fetched(church, feed)
    with church.host.tools["scheduling"].db.read() as db:
        kept = db.scalars(select(Feed.token_hash)).one()
        audited = str(db.execute(select(audit)).all())

    assert len(feed["token"]) == 43
    assert kept != feed["token"]
    assert feed["token"] not in audited


def test_a_fetch_is_noted_at_most_once_an_hour(church: Church):
    feed = opened(church)

    def last() -> str:
        return church.call(church.anna, "GET", "/feeds").get_json()["items"][0]["last_fetched_at"]

    before = last()
    fetched(church, feed)
    first = last()
    church.host.clock.advance(timedelta(minutes=59))
    fetched(church, feed)
    second = last()
    church.host.clock.advance(timedelta(minutes=1))
    fetched(church, feed)

    assert before is None
    assert first == second
    assert last() > first


def test_a_device_shows_from_ninety_days_back_on(church: Church):
    church.plan(local_start="2026-11-24T10:30", minutes=60)
    feed = opened(church)
    church.host.clock.advance(timedelta(days=90))
    shown = len(fetched(church, feed))
    church.host.clock.advance(timedelta(days=2))

    assert shown == 1
    assert fetched(church, feed) == []


def test_nobody_opens_endlessly_many_feeds(church: Church):
    for _ in range(20):
        opened(church)

    assert church.call(church.anna, "POST", "/feeds", {"device": "Nog een"}).status_code == 409


def test_each_person_chooses_invitation_feed_or_neither(church: Church):
    session = church.plan()
    before = church.call(church.anna, "GET", "/preference").get_json()
    chosen = church.call(church.anna, "PUT", "/preference", {"choice": "feed"})
    wrong = church.call(church.anna, "PUT", "/preference", {"choice": "both"})

    assert before == {"choice": "invitation"}
    assert chosen.get_json() == {"choice": "feed"}
    assert wrong.status_code == 422
    assert church.letter(session["id"], church.anna)["choice"] == "feed"
    assert church.letter(session["id"], church.bert)["choice"] == "invitation"
    assert church.letter(session["id"])["choice"] is None
