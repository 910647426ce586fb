"""Everything that may lie in a queue and is no event for us, each case by its name.

A case says what is refused about it: a part of the reason with which it is parked.
"""

import gzip
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from shared.contracts.envelope import LARGEST, source_of
from shared.events.confirms import CONTENT_TYPE

ID = "0190f0a0-0000-7000-8000-00000000a000"
OTHER = "0190f0a0-0000-7000-8000-0000000000bb"
TAKEN = UUID("0190f0a0-0000-7000-8000-0000000000cc")
TYPE = "org.missionscoach.congregations.course.enrolments-changed.v1"
MOVED = "org.missionscoach.scheduling.session.moved.v1"
PROFILED = "org.missionscoach.congregations.congregation.profiled.v1"
DATA = {"run_id": OTHER, "congregation_id": OTHER, "enrolled": 12, "waiting": 0}
SESSION = {
    "session_id": OTHER,
    "congregation_id": OTHER,
    "kind": "coaching",
    "label": 1,
    "revision": 0,
    "start": "2026-11-23T19:30:00+01:00",
    "previous_start": "2026-11-16T19:30:00+01:00",
    "participants": [OTHER],
}
GOOD = {
    "specversion": "1.0",
    "id": ID,
    "source": source_of("congregations"),
    "type": TYPE,
    "subject": f"course/{OTHER}",
    "time": "2026-11-23T09:00:00Z",
    "datacontenttype": "application/json",
    "subjectseq": "1",
    "data": DATA,
}
NOTHING = object()
MISSING = "without {}, or one that cannot be kept"
NO_SEQUENCE = "a subjectseq that cannot be kept"


@dataclass(frozen=True)
class Bad:
    """What comes, the media type it comes with, and what is said of it when it is parked."""

    name: str
    body: bytes
    reason: str
    media: str | None = CONTENT_TYPE


def cases() -> list[Bad]:
    """Return every case, each with an id of its own where it has one."""
    found = [*_outside(), *_inside(), *_bytes(), *_media()]
    ids = [str(UUID(int=UUID(ID).int + number)).encode() for number in range(len(found))]
    return [
        replace(bad, body=bad.body.replace(ID.encode(), own))
        for bad, own in zip(found, ids, strict=True)
    ]


def without(name: str) -> bytes:
    """Return a good event without one of its attributes."""
    return _told({key: value for key, value in GOOD.items() if key != name})


def saying(**attributes: object) -> bytes:
    """Return a good event with other attributes."""
    return _told({**GOOD, **attributes})


def telling(data: Mapping[str, object] = DATA, of: str = TYPE, **fields: object) -> bytes:
    """Return a good event with other data."""
    told = {name: each for name, each in {**data, **fields}.items() if each is not NOTHING}
    return saying(type=of, source=source_of(of.split(".")[2]), data=told)


def _told(event: Mapping[str, object]) -> bytes:
    return json.dumps(event).encode()


def _outside() -> Iterator[Bad]:
    for name in ("specversion", "id", "source", "type", "subject", "subjectseq", "time"):
        reason = MISSING.format(name)
        yield Bad(f"{name} missing", without(name), reason)
        yield Bad(f"{name} null", saying(**{name: None}), reason)
        yield Bad(f"{name} empty", saying(**{name: ""}), reason)
        yield Bad(f"{name} a number", saying(**{name: 1}), reason)
        yield Bad(f"{name} a list", saying(**{name: [GOOD[name]]}), reason)
        yield Bad(f"{name} over-long", saying(**{name: "x" * 50_000}), reason)
        yield Bad(f"{name} with NUL", saying(**{name: f"{GOOD[name]}\0"}), reason)
        yield Bad(f"{name} half a sign", saying(**{name: "\ud800"}), reason)
    yield Bad("id no UUID", saying(id="17"), "not a CloudEvent: ValueError")
    yield Bad("id reused", saying(id=str(TAKEN)), f"the id {TAKEN} belongs to another event")
    yield Bad("type unknown", telling(of=f"{TYPE[:-2]}x.v1"), "unknown type")
    yield Bad("type of a newer major", telling(of=f"{TYPE[:-1]}2"), f"unknown type {TYPE[:-1]}2")
    yield Bad("type without our prefix", saying(type="a.b.c.v1"), "unknown type a.b.c.v1")
    yield Bad("type nobody handles here", telling(of=PROFILED), "no handler for")
    yield Bad("another of our services", saying(source=source_of("portal")), "does not publish")
    yield Bad("foreign source", saying(source="urn:example:agency"), "does not publish")
    yield Bad("source like our own mark", saying(source="unreadable"), "does not publish")
    yield Bad("specversion 0.3", saying(specversion="0.3"), "specversion 0.3")
    for number in ("-1", "2147483648", "9" * 100, "1.5", "1e3", "one", " 1", "1_0", "١"):
        yield Bad(f"subjectseq {number[:10]}", saying(subjectseq=number), NO_SEQUENCE)
    yield Bad("time no date", saying(time="soon"), "not a CloudEvent: ValueError")
    yield Bad("time 30 February", saying(time="2026-02-30T09:00:00Z"), "ValueError")
    yield Bad("time without a zone", saying(time="2026-11-23T09:00:00"), "without its zone")
    yield Bad("time past the last", saying(time="9999-12-31T23:00:00-10:00"), "OverflowError")


def _inside() -> Iterator[Bad]:
    for name, data in {"null": None, "a list": [DATA], "text": "{}", "a number": 1}.items():
        yield Bad(f"data {name}", saying(data=data), "without data")
    yield Bad("data missing", without("data"), "without data")
    base64 = {**GOOD, "data_base64": "e30="}
    del base64["data"]
    yield Bad("data in base64", _told(base64), "without data")
    yield Bad("data empty", saying(data={}), "missing 4 required")
    for name, value in {
        "missing": NOTHING,
        "null": None,
        "a number": 7,
        "a list": [OTHER],
        "no UUID": "7",
        "deep": json.loads("[" * 200 + "]" * 200),
    }.items():
        yield Bad(f"data, an id {name}", telling(congregation_id=value), "congregation_id")
    for name, number in {"text": "7", "true": True, "half": 1.5, "huge": 2**31}.items():
        yield Bad(f"data, a number {name}", telling(enrolled=number), "enrolled")
    for name, code in {"NUL": "a\0", "half a sign": "a\udfff", "list": ["a"], "bare": 1}.items():
        yield Bad(f"data, a code {name}", telling(SESSION, MOVED, kind=code), "kind")
    for name, at in {"no date": "noon", "bare": 17, "without a zone": "2026-11-23T19:30"}.items():
        yield Bad(f"data, a time {name}", telling(SESSION, MOVED, start=at), "start")
    for name, people in {"text": OTHER, "null": None, "with null": [None], "of 1": [1]}.items():
        bad = telling(SESSION, MOVED, participants=people)
        yield Bad(f"data, a list {name}", bad, "participants")


def _bytes() -> Iterator[Bad]:
    good = _told(GOOD)
    yield Bad("empty", b"", "not a CloudEvent")
    yield Bad("blank", b"  \r\n", "not a CloudEvent")
    yield Bad("NUL bytes", bytes(99), "not a CloudEvent")
    yield Bad("over 64 KiB", saying(more="x" * LARGEST), "larger than 64 KiB")
    yield Bad("2 MiB", saying(more="x" * 2 * 1024 * 1024), "larger than 64 KiB")
    yield Bad("2 MiB of nothing", bytes(2 * 1024 * 1024), "larger than 64 KiB")
    yield Bad("lists in lists", b"[" * 60_000, "not a CloudEvent: RecursionError")
    yield Bad("objects in objects", b'{"a":' * 12_000, "not a CloudEvent: RecursionError")
    deep = b"[" * 20_000 + b"]" * 20_000
    yield Bad("deep in what is ignored", good[:-1] + b',"more":' + deep + b"}", "RecursionError")
    yield Bad("invalid UTF-8", good.replace(b"course/", b"course\xff/"), "UnicodeDecodeError")
    yield Bad("UTF-16", json.dumps(GOOD).encode("utf-16"), "not a CloudEvent")
    yield Bad("UTF-8 with a mark", b"\xef\xbb\xbf" + good, "not a CloudEvent")
    yield Bad("cut off", good[:-9], "not a CloudEvent")
    yield Bad("two in a row", good + good, "not a CloudEvent")
    yield Bad("a batch", b"[" + good + b"]", "one event is expected, not a list")
    yield Bad("null", b"null", "one event is expected, not a NoneType")
    yield Bad("text", b'"event"', "one event is expected, not a str")
    yield Bad("id twice", b'{"id":"%s",' % OTHER.encode() + good[1:], "the same thing twice")
    yield Bad("data twice", good.replace(b'"waiting"', b'"enrolled"'), "the same thing twice")
    for word in ("NaN", "Infinity", "-Infinity"):
        yield Bad(f"{word} as data", _spelled(word, "enrolled"), f"{word} is no JSON")
        yield Bad(f"{word} in what is ignored", _spelled(word, "more"), f"{word} is no JSON")
    yield Bad("more than infinite", _spelled("1e999", "enrolled"), "enrolled")
    yield Bad("ten thousand digits", _spelled("9" * 10_000, "enrolled"), "ValueError")
    yield Bad("XML", b'<?xml version="1.0"?><event id="1"/>', "not a CloudEvent")
    yield Bad("a web page", b"<!doctype html><title>502</title>", "not a CloudEvent")
    yield Bad("gzip", gzip.compress(good, mtime=0), "not a CloudEvent: UnicodeDecodeError")


def _spelled(word: str, field: str) -> bytes:
    return telling(**{field: "@"}).replace(b'"@"', word.encode())


def _media() -> Iterator[Bad]:
    for media in (
        "none",
        "text/plain",
        "text/json; charset=utf-8",
        "application/octet-stream",
        "application/cloudevents-batch+json",
        "application/cloudevents+xml",
        "application/x-www-form-urlencoded",
        "json",
        "x" * 250,
    ):
        yield Bad(f"content type {media[:40]}", _told(GOOD), f"content type {media[:9]}", media)
