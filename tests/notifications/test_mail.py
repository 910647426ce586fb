"""One letter becomes bytes that say what was meant, whatever somebody typed into it."""

import email
import email.policy
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from services.notifications.calendar import Invitation, calendar_part
from services.notifications.mail import Letter, Sender, Unbuildable, build, clean_header
from services.notifications.parse_back import Expected, refuse_difference

SENDER = Sender("Missionscoach", "post@missionscoach.example")
MOMENT = datetime(2026, 11, 12, 18, 30, tzinfo=UTC)
INJECTIONS = [
    "Avond\r\nBcc: evil@x.example",
    "Avond\nBcc: evil@x.example",
    "Avond\rBcc: evil@x.example",
    "Avond\u2028Bcc: evil@x.example",
    "Avond\x85Bcc: evil@x.example",
    "Avond\x00\r\n\r\nBcc: evil@x.example",
    "=?utf-8?q?Les_3=0D=0ABcc=3A_evil=40x?=",
    "==??utf-8?q?Les_3=0D=0ABcc=3A_evil=40x?=",
    "=\u202a?utf-8?q?Les_3=0D=0ABcc=3A_evil=40x?=",
    "=?utf-8?b?TGVzDQpCY2M6IGV2aWxAeA==?=",
    "Avond\x0b\x0c\x1c\x1d\x1eBcc: evil@x.example",
]
OUR_HEADERS = {
    "auto-submitted",
    "content-language",
    "content-type",
    "date",
    "from",
    "message-id",
    "mime-version",
    "reply-to",
    "subject",
    "to",
    "x-auto-response-suppress",
}


def letter(**changes: object) -> Letter:
    usual = Letter(
        to="jan@kerk.example",
        subject="Een afspraak",
        plain="Goedendag,\n\nTot donderdag.\n",
        html="<p>Goedendag,</p>\n<p>Tot donderdag.</p>\n",
        message_id="<0192-1@missionscoach.example>",
        date=MOMENT,
        language="nl",
        reply_to="coach@missionscoach.example",
    )
    return replace(usual, **changes)


def meeting(**changes: object) -> Invitation:
    usual = Invitation(
        uid="0192@missionscoach.example",
        sequence=3,
        dtstamp=MOMENT,
        method="REQUEST",
        start_utc=MOMENT,
        end_utc=MOMENT + timedelta(hours=2),
        summary="Avond",
        organizer="post@missionscoach.example",
        attendee="jan@kerk.example",
    )
    return replace(usual, **changes)


def read(wire: bytes) -> EmailMessage:
    return email.message_from_bytes(wire, policy=email.policy.default)


def names(message: EmailMessage) -> set[str]:
    return {name.lower() for name in message.keys()}  # noqa: SIM118 - every header, also doubles


def test_a_letter_arrives_with_the_headers_that_were_meant_and_no_others() -> None:
    message = read(build(letter(), sender=SENDER))

    assert names(message) == OUR_HEADERS
    assert message["From"] == "Missionscoach <post@missionscoach.example>"
    assert message["To"] == "jan@kerk.example"
    assert message["Reply-To"] == "coach@missionscoach.example"
    assert message["Message-ID"] == "<0192-1@missionscoach.example>"
    assert message["Date"].datetime == MOMENT
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["X-Auto-Response-Suppress"] == "All"
    assert message["Content-Language"] == "nl"


def test_the_same_letter_gives_the_same_bytes_so_that_a_second_try_is_no_second_mail() -> None:
    twice = {build(letter(calendar=calendar_part(meeting())), sender=SENDER) for _ in range(2)}

    assert len(twice) == 1


def test_the_parts_stand_in_the_order_that_lets_every_program_show_the_best_it_can() -> None:
    message = read(build(letter(calendar=calendar_part(meeting())), sender=SENDER))
    parts = list(message.iter_parts())

    assert message.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in parts] == [
        "text/plain",
        "text/html",
        "text/calendar",
    ]
    assert not any("Content-Disposition" in part for part in message.walk())
    assert parts[0].get_content() == letter().plain.replace("\n", "\r\n")
    assert parts[1].get_content() == letter().html.replace("\n", "\r\n")


@pytest.mark.parametrize("method", ["REQUEST", "CANCEL"])
def test_the_calendar_part_names_its_method_and_is_base64(method: str) -> None:
    part = list(
        read(
            build(letter(calendar=calendar_part(meeting(method=method))), sender=SENDER)
        ).iter_parts()
    )[-1]
    event = Calendar.from_ical(part.get_content()).walk("VEVENT")[0]

    assert part["Content-Transfer-Encoding"] == "base64"
    assert part["Content-Type"].params == {"method": method, "charset": "utf-8"}
    assert (str(event["uid"]), event["sequence"]) == ("0192@missionscoach.example", 3)


@pytest.mark.parametrize("text", INJECTIONS)
def test_nothing_typed_into_a_subject_becomes_a_header(text: str) -> None:
    wire = build(letter(subject=text), sender=SENDER)
    again = read(wire).as_bytes(policy=email.policy.SMTP)

    assert names(read(wire)) == OUR_HEADERS
    assert names(read(again)) == OUR_HEADERS
    assert not re.search(rb"(?mi)^bcc", wire + again)
    assert str(read(wire)["Subject"]) == clean_header(text)


@pytest.mark.parametrize("field", ["to", "reply_to", "message_id", "in_reply_to", "language"])
@pytest.mark.parametrize("text", [*INJECTIONS, "a@x.example\r\nBcc: evil@x.example", ""])
def test_an_injection_in_any_other_header_is_refused_by_its_name(field: str, text: str) -> None:
    with pytest.raises(Unbuildable) as refused:
        build(letter(**{field: text}), sender=SENDER)

    assert refused.value.field == field


@pytest.mark.parametrize("text", INJECTIONS)
def test_an_injection_in_the_meeting_stays_inside_the_meeting(text: str) -> None:
    part = calendar_part(meeting(summary=text, location=text, description=text))
    message = read(build(letter(calendar=part), sender=SENDER))

    assert names(message) == OUR_HEADERS
    assert len(Calendar.from_ical(part.content).walk()) == 2
    assert not re.search(rb"(?mi)^bcc", part.content)


@pytest.mark.parametrize("name", ["Zoë", "Coach\r\nBcc: x@x.example", "=?utf-8?q?a?=", "x" * 61])
def test_a_sender_name_that_is_not_plain_ascii_is_refused(name: str) -> None:
    with pytest.raises(Unbuildable, match=r"^sender"):
        build(letter(), sender=Sender(name, "post@missionscoach.example"))


def test_the_sender_is_read_as_it_stands_in_the_settings() -> None:
    assert Sender.from_text("Missionscoach <a@x.example>") == Sender("Missionscoach", "a@x.example")
    assert Sender.from_text("a@x.example") == Sender("", "a@x.example")
    assert read(build(letter(), sender=Sender("", "a@x.example")))["From"] == "a@x.example"


@pytest.mark.parametrize(
    ("address", "on_the_wire"),
    [
        ("jan+zending@kerk.example", "jan+zending@kerk.example"),
        ("Jan@KERK.example", "Jan@kerk.example"),
        ("jan@bücher.example", "jan@xn--bcher-kva.example"),
    ],
)
def test_unusual_addresses_are_written_bare_and_in_ascii(address: str, on_the_wire: str) -> None:
    assert read(build(letter(to=address), sender=SENDER))["To"] == on_the_wire


@pytest.mark.parametrize(
    "address",
    [
        "jan",
        "jan@",
        "@kerk.example",
        "Jan <jan@kerk.example>",
        "jan@kerk.example, b@x.example",
        "josé@kerk.example",
        f"{'a' * 250}@kerk.example",
        "jan@kerk.example.",
        "jan@kerk .example",
    ],
)
def test_an_address_that_is_not_one_plain_address_is_refused(address: str) -> None:
    with pytest.raises(Unbuildable, match=r"^to"):
        build(letter(to=address), sender=SENDER)


def test_a_news_letter_carries_its_one_click_goodbye() -> None:
    link = "https://missionscoach.example/uit/abc?soort=nieuws"
    message = read(build(letter(list_unsubscribe=link), sender=SENDER))

    assert message["List-Unsubscribe"] == f"<{link}>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


@pytest.mark.parametrize("link", ["javascript:alert(1)", "https://x.example/>\r\nBcc: y", "x"])
def test_a_goodbye_that_is_no_web_address_is_refused(link: str) -> None:
    with pytest.raises(Unbuildable, match=r"^list_unsubscribe"):
        build(letter(list_unsubscribe=link), sender=SENDER)


def test_a_following_letter_hangs_under_the_first() -> None:
    message = read(build(letter(in_reply_to="<0191@missionscoach.example>"), sender=SENDER))

    assert message["In-Reply-To"] == "<0191@missionscoach.example>"


@pytest.mark.parametrize("field", ["subject", "plain", "html"])
def test_a_letter_with_an_empty_part_is_not_sent(field: str) -> None:
    with pytest.raises(Unbuildable) as refused:
        build(letter(**{field: " \n"}), sender=SENDER)

    assert refused.value.field == field


@pytest.mark.parametrize("field", ["plain", "html"])
def test_a_letter_over_a_hundred_kilobytes_is_not_sent(field: str) -> None:
    with pytest.raises(Unbuildable) as refused:
        build(letter(**{field: "é" * 50_001}), sender=SENDER)

    assert refused.value.field == field


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(Unbuildable, match=r"^date"):
        build(letter(date=datetime(2026, 11, 12)), sender=SENDER)  # noqa: DTZ001 - the mistake


def test_a_meeting_that_names_somebody_else_is_not_sent() -> None:
    part = calendar_part(meeting(attendee="piet@kerk.example"))

    with pytest.raises(Unbuildable, match=r"^calendar"):
        build(letter(calendar=part), sender=SENDER)


def test_a_meeting_with_two_guests_is_not_sent() -> None:
    part = calendar_part(meeting())
    second = b"ATTENDEE:mailto:piet@kerk.example\r\nEND:VEVENT"
    shared = replace(part, content=part.content.replace(b"END:VEVENT", second))

    with pytest.raises(Unbuildable, match=r"^calendar"):
        build(letter(calendar=shared), sender=SENDER)


@pytest.mark.parametrize(
    "change", [{"uid": "other@x.example"}, {"sequence": 4}, {"method": "CANCEL"}]
)
def test_a_meeting_that_is_not_what_was_promised_is_not_sent(change: dict[str, object]) -> None:
    part = replace(calendar_part(meeting()), **change)

    with pytest.raises(Unbuildable, match=r"^calendar"):
        build(letter(calendar=part), sender=SENDER)


@pytest.mark.parametrize(
    ("field", "spoil"),
    [
        ("headers", lambda wire: b"Bcc: evil@x.example\r\n" + wire),
        ("To", lambda wire: wire.replace(b"To: jan@", b"To: piet@")),
        ("subject", lambda wire: wire.replace(b"Subject: Een", b"Subject: Geen")),
        ("plain", lambda wire: wire.replace(b"\r\n\r\nTot", b"\r\n\r\nNiet tot", 1)),
        ("html", lambda wire: wire.replace(b"<p>Tot", b"<p>Niet tot")),
        ("message", lambda wire: wire.replace(b"\r\n", b"\n", 1)),
    ],
)
def test_a_mail_that_reads_differently_is_named_by_the_field_that_differs(
    field: str, spoil: Callable[[bytes], bytes]
) -> None:
    meant = letter()
    wire = build(meant, sender=SENDER)
    written = email.message_from_bytes(wire)
    ours = {name: written[name] for name in written if name.lower() in OUR_HEADERS}
    headers = {
        k: v for k, v in ours.items() if k not in {"Content-Type", "MIME-Version", "Subject"}
    }
    expected = Expected(headers, meant.subject, meant.plain, meant.html, None)
    refuse_difference(wire, expected)

    with pytest.raises(Unbuildable) as refused:
        refuse_difference(spoil(wire), expected)

    assert refused.value.field == field


SCRIPTS = st.one_of(
    st.text(st.characters(min_codepoint=0x20, max_codepoint=0x17F)),
    st.text(st.characters(min_codepoint=0x590, max_codepoint=0x6FF)),
    st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x4FFF)),
    st.text(st.sampled_from("👨‍👩‍👧‍👦🙏🏽🇳🇱 aé=?_ ש")),
    st.text(),
)


@settings(max_examples=400, deadline=None)
@given(st.lists(SCRIPTS, min_size=1, max_size=6).map(" ".join), st.integers(1, 220))
def test_subjects_in_every_script_arrive_unchanged(text: str, length: int) -> None:
    subject = f"A{(text * 20)[:length]}"
    wire = build(letter(subject=subject), sender=SENDER)

    assert str(read(wire)["Subject"]) == clean_header(subject)
    assert max(map(len, wire.split(b"\r\n"))) <= 78


@settings(max_examples=300, deadline=None)
@given(st.lists(SCRIPTS, max_size=6).map("\n".join))
def test_bodies_in_every_script_arrive_unchanged_in_short_clean_lines(text: str) -> None:
    plain = f"Goedendag,\n{text}\n.\nFrom hier\n"
    wire = build(letter(plain=plain, html=f"<p>{plain}</p>"), sender=SENDER)

    assert wire.isascii()
    assert b"\n" not in wire.replace(b"\r\n", b"")
    assert max(map(len, wire.split(b"\r\n"))) <= 78


@settings(max_examples=500, deadline=None)
@given(st.text(max_size=300))
def test_a_cleaned_header_is_one_line_without_encoded_words(text: str) -> None:
    cleaned = clean_header(text)

    assert len(cleaned) <= 200
    assert len(cleaned.splitlines()) <= 1
    assert "=?" not in cleaned
    assert not re.search("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]", cleaned)
    assert clean_header(cleaned) == cleaned
