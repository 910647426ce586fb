"""What clients send that nobody should: bodies, paths and queries, each with what may come back."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

JSON = "application/json"
STRANGE = "not_a_field_of_ours"


@dataclass(frozen=True)
class Bad:
    """A spoilt request: its body, media type, and the statuses that are right for it."""

    name: str
    body: bytes
    statuses: tuple[int, ...]
    media: str = JSON
    field: str = ""


def bodies(good: dict[str, Any]) -> Iterator[Bad]:
    """Yield what can be wrong with any JSON body, made from a good one where that is sharper."""
    text = json.dumps(good)
    more = text[:-1] + (", " if good else "")
    yield Bad("cut off", text[:-1].encode(), (400,))
    yield Bad("no JSON", b"name=value", (400,))
    yield Bad("nested deeply", (more + '"x": ' + "[" * 40 + "]" * 40 + "}").encode(), (400,))
    yield Bad("a key twice", (more + '"x": 1, "x": 2}').encode(), (400,))
    yield Bad("not a number", (more + '"x": NaN}').encode(), (400,))
    yield Bad("infinite", (more + '"x": 1e999}').encode(), (400,))
    yield Bad("too many digits", (more + '"x": ' + "9" * 5000 + "}").encode(), (400,))
    yield Bad("half a character", (more + r'"x": "\ud800"}').encode(), (400,))
    yield Bad("half a character in a list", (more + r'"x": ["\udfff"]}').encode(), (400,))
    yield Bad("a NUL", (more + r'"x": "\u0000"}').encode(), (400,))
    yield Bad("not UTF-8", text.encode("utf-16"), (400,))
    yield Bad("Latin-1", (more + '"x": "é"}').encode("latin-1"), (400,))
    yield Bad("a megabyte", (more + '"x": "' + "x" * 2**20 + '"}').encode(), (413,))
    yield Bad("plain text", text.encode(), (415,), media="text/plain")
    yield Bad("a form", b"a=1", (415,), media="application/x-www-form-urlencoded")
    yield Bad("no media type", text.encode(), (415,), media="")
    yield Bad("a list", b"[]", (422,))
    yield Bad("a text", b'"x"', (422,))
    yield Bad("null", b"null", (422,))
    unknown = {**good, STRANGE: 1}
    yield Bad("a field too many", json.dumps(unknown).encode(), (422,), field=STRANGE)


WRONG: tuple[Any, ...] = (
    None,
    [],
    {},
    -1,
    10**17,
    1.5,
    True,
    "",
    "x" * 20_000,
    "\u202eomgekeerd",
    "een\r\nBcc: iemand",
    [None],
    {"a": {"b": []}},
    "0001-01-01",
    "9999-12-31T23:59",
)


def spoilt_fields(good: dict[str, Any]) -> Iterator[tuple[str, bytes]]:
    """Yield the good body with one field after the other left out or of a wrong kind."""
    for name in good:
        yield name, json.dumps({key: good[key] for key in good if key != name}).encode()
        for value in WRONG:
            yield name, json.dumps({**good, name: value}).encode()


IDS = (
    "x",
    "%00",
    "..%2f..%2fetc",
    "00000000-0000-0000-0000-000000000000",
    "00000000000000000000000000000000",
    "%F0%9F%98%80",
    "%ff",
    "1' OR '1'='1",
    "9" * 3000,
)
QUERIES = (
    f"{STRANGE}=1",
    "limit=0",
    "limit=-1",
    "limit=999999999999999999999",
    "limit=%D9%A1",
    "limit=1.5",
    "limit=",
    "after=x",
    "after=%00",
    "after=%ff",
    "after=MjAyNnxh",
    "after=OTk5OS0xMi0zMVQyMzo1OTo1OS0yMzo1OXwwMTlhMDAwMC0wMDAwLTcwMDAtODAwMC0wMDAwMDAwMDAwMDA",
    "after=" + "A" * 3000,
    "after=1&after=2",
    "limit=1&limit=2",
    "ids=x",
    "ids=" + ",".join(["00000000-0000-0000-0000-000000000000"] * 101),
    "congregation_id=x",
    "dry_run=2",
    "dry_run=ja",
    "query=%00",
    "query=%25_%27",
    "country=XX",
    "from=2026-02-30",
    "until=0000-00-00",
    "name=" + "n" * 3000,
    "name=%0d%0aX-Evil:1",
)
