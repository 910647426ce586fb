from datetime import UTC, datetime

import pytest

from services.tour import entries
from services.tour.missing import Missing

ENTRY = (
    b"BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:1@x\r\n"
    b'ATTENDEE;CN="Last; First: x";RSVP=TRUE:mailto:a@x\r\n'
    b"SUMMARY:Een lange regel die midden in een woo\r\n rd verdergaat\\, met komma\r\n"
    b"DTSTART:20270102T190000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


def test_an_entry_is_read_as_the_standard_says() -> None:
    event = entries.read(ENTRY).inside[0]

    assert event.text("SUMMARY") == "Een lange regel die midden in een woord verdergaat, met komma"
    assert event.moment("DTSTART") == datetime(2027, 1, 2, 19, tzinfo=UTC)
    assert event.all("ATTENDEE") == [({"CN": "Last; First: x", "RSVP": "TRUE"}, "mailto:a@x")]


@pytest.mark.parametrize(
    "damaged",
    [
        ENTRY.replace(b"\r\n", b"\n"),
        ENTRY.replace(b"END:VEVENT\r\n", b""),
        ENTRY + ENTRY,
        ENTRY.replace(b"UID:1@x", b"UID 1@x"),
        ENTRY.replace(b"SUMMARY:", b"SUMMARY:" + b"x" * 80),
    ],
)
def test_a_calendar_that_breaks_the_standard_is_refused(damaged: bytes) -> None:
    with pytest.raises(Missing):
        entries.read(damaged)


def test_a_property_that_may_occur_once_is_not_guessed() -> None:
    doubled = ENTRY.replace(b"UID:1@x\r\n", b"UID:1@x\r\nUID:2@x\r\n")

    with pytest.raises(Missing, match="2 UID"):
        entries.read(doubled).inside[0].one("UID")
