"""One meeting becomes one calendar entry that every later revision changes in place."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import permutations
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar, Event

from services.notifications.calendar import CalendarPart, Invitation, calendar_part, only_event
from services.notifications.cleaning import Unbuildable, clean_line, clean_text

MOMENT = datetime(2026, 11, 12, 18, 30, tzinfo=UTC)


def meeting(**changes: object) -> Invitation:
    usual = Invitation(
        uid="0192@missionscoach.example",
        sequence=0,
        dtstamp=datetime(2026, 11, 1, 8, 0, tzinfo=UTC),
        method="REQUEST",
        start_utc=MOMENT,
        end_utc=MOMENT + timedelta(hours=2),
        summary="Les 3",
        organizer="post@missionscoach.example",
        attendee="jan@kerk.example",
        location="Kerkstraat 1, Ede",
        description="Koffie; daarna de les.\nNeem iets te schrijven mee.",
        url="https://missionscoach.example/s/3",
    )
    return replace(usual, **changes)


def event_in(part: CalendarPart) -> Event:
    return only_event(part.content)[1]


def test_an_entry_says_when_where_and_who_and_asks_for_an_answer() -> None:
    event = event_in(calendar_part(meeting()))
    attendee = event["attendee"]

    assert event.decoded("dtstart") == MOMENT
    assert event.decoded("dtend") == MOMENT + timedelta(hours=2)
    assert str(event["summary"]) == "Les 3"
    assert str(event["location"]) == "Kerkstraat 1, Ede"
    assert str(event["description"]) == meeting().description
    assert str(event["url"]) == "https://missionscoach.example/s/3"
    assert str(event["organizer"]) == "mailto:post@missionscoach.example"
    assert str(attendee) == "mailto:jan@kerk.example"
    assert attendee.params["RSVP"] == "TRUE"
    assert attendee.params["PARTSTAT"] == "NEEDS-ACTION"


def test_times_travel_in_utc_without_zone_tables_or_repetition() -> None:
    here = ZoneInfo("Europe/Amsterdam")
    local = meeting(start_utc=MOMENT.astimezone(here), end_utc=meeting().end_utc.astimezone(here))
    content = calendar_part(local).content

    assert content == calendar_part(meeting()).content
    assert b"DTSTART:20261112T183000Z\r\n" in content
    assert b"DTEND:20261112T203000Z\r\n" in content
    assert b"DTSTAMP:20261101T080000Z\r\n" in content
    for absent in (b"VTIMEZONE", b"TZID", b"RRULE", b"RDATE", b"VALARM"):
        assert absent not in content


def test_only_one_person_is_named() -> None:
    content = calendar_part(meeting()).content.replace(b"\r\n ", b"")

    assert content.count(b"ATTENDEE") == 1
    assert set(re.findall(rb"mailto:(\S+)", content)) == {
        b"post@missionscoach.example",
        b"jan@kerk.example",
    }


@pytest.mark.parametrize(("method", "status"), [("REQUEST", "CONFIRMED"), ("CANCEL", "CANCELLED")])
def test_method_and_status_agree(method: str, status: str) -> None:
    part = calendar_part(meeting(method=method))
    found, event = only_event(part.content)

    assert (found, str(event["status"])) == (method, status)
    assert part.method == method


def test_the_same_revision_gives_the_same_bytes_and_another_one_does_not() -> None:
    first, again = calendar_part(meeting()), calendar_part(meeting())
    moved = calendar_part(meeting(sequence=1, start_utc=MOMENT - timedelta(hours=1)))

    assert first == again
    assert moved.content != first.content
    assert (moved.uid, moved.sequence) == (first.uid, 1)


def test_revisions_read_in_any_order_leave_the_last_one_standing() -> None:
    later = MOMENT + timedelta(days=7)
    story = [
        meeting(),
        meeting(sequence=1, start_utc=later, end_utc=later + timedelta(hours=2)),
        meeting(sequence=2),
        meeting(sequence=3, method="CANCEL"),
    ]
    for order in permutations(calendar_part(revision) for revision in story):
        agenda: dict[str, tuple[int, str]] = {}
        for part in order:
            event = event_in(part)
            known = agenda.get(str(event["uid"]), (-1, ""))
            agenda[str(event["uid"])] = max(known, (part.sequence, str(event["status"])))

        assert agenda == {"0192@missionscoach.example": (3, "CANCELLED")}


def test_what_is_empty_is_left_out() -> None:
    event = event_in(calendar_part(meeting(location="", description=" \n", url=None)))

    assert {"LOCATION", "DESCRIPTION", "URL"} & set(event) == set()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("dtstamp", datetime(2026, 11, 1)),  # noqa: DTZ001 - the mistake
        ("start_utc", datetime(2026, 11, 1)),  # noqa: DTZ001 - the mistake
        ("end_utc", MOMENT),
        ("end_utc", MOMENT - timedelta(hours=1)),
        ("method", "PUBLISH"),
        ("sequence", -1),
        ("uid", ""),
        ("uid", "a\r\nATTENDEE:mailto:evil@x.example"),
        ("organizer", "nobody"),
        ("attendee", "jan@kerk.example\r\nATTENDEE:mailto:evil@x.example"),
        ("url", "javascript:alert(1)"),
    ],
)
def test_a_meeting_that_makes_no_sense_is_refused_by_its_field(field: str, value: object) -> None:
    with pytest.raises(Unbuildable) as refused:
        calendar_part(meeting(**{field: value}))

    assert refused.value.field == field


@pytest.mark.parametrize(
    "url", ["https://x.example/\r\nATTENDEE:mailto:evil@x.example", "https://x.example/a b"]
)
def test_a_link_cannot_carry_a_second_line(url: str) -> None:
    with pytest.raises(Unbuildable, match=r"^url"):
        calendar_part(meeting(url=url))


@pytest.mark.parametrize(
    "text",
    [
        "Les 3\r\nATTENDEE:mailto:evil@x.example",
        "Les 3\nEND:VEVENT\nBEGIN:VEVENT",
        "a\\nb\\;c\\,d\\\\",
        'zei "ja"; en, toen\\',
        "שלום 👨‍👩‍👧 " * 60,
    ],
)
def test_typed_text_stays_inside_its_own_property(text: str) -> None:
    part = calendar_part(meeting(summary=text, location=text, description=text))
    event = event_in(part)

    assert len(Calendar.from_ical(part.content).walk()) == 2
    assert str(event["attendee"]) == "mailto:jan@kerk.example"
    assert str(event["summary"]) == clean_line(text)
    assert str(event["description"]) == clean_text(text).strip()


@settings(max_examples=400, deadline=None)
@given(st.text(max_size=300), st.text(max_size=300), st.text(max_size=2000))
def test_any_text_arrives_unchanged_in_lines_of_75_octets(
    summary: str, location: str, description: str
) -> None:
    part = calendar_part(meeting(summary=summary, location=location, description=description))
    event = event_in(part)

    assert str(event.get("summary", "")) == clean_line(summary)
    assert str(event.get("location", "")) == clean_line(location, 400)
    assert str(event.get("description", "")) == clean_text(description).strip()
    assert max(map(len, part.content.split(b"\r\n"))) <= 75
    assert b"\n" not in part.content.replace(b"\r\n", b"")
