"""What was published once is read for ever: golden files, and no change inside a major breaks one.

When a test here asks for it, add what is new with `python -m tests.events.golden`.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, make_dataclass, replace
from datetime import date, datetime
from typing import Any, get_type_hints
from uuid import UUID

import pytest

from shared.contracts import EVENTS
from shared.contracts.envelope import open_envelope
from shared.contracts.event import PREFIX, Event
from shared.contracts.scheduling import SessionMoved
from shared.contracts.schema import schema_of
from tests.events import golden
from tests.events.golden import KINDS, Golden
from tests.events.schemas import breaks, complaints

PUBLISHED = golden.published()
every_example = pytest.mark.parametrize(
    "old", PUBLISHED, ids=lambda old: f"{old.name}/{old.major}.{old.minor}.{old.kind}"
)
every_contract = pytest.mark.parametrize("contract", EVENTS.values(), ids=lambda c: c.__name__)
every_schema = pytest.mark.parametrize(
    "frozen", sorted({each.schema for each in PUBLISHED}), ids=lambda p: f"{p.parent.name}/{p.stem}"
)


def today(old: Golden) -> type[Event]:
    """Return the contract that reads what was published then."""
    name = f"{PREFIX}{old.name}.v{old.major}"
    assert name in EVENTS, f"{name} was published and has no contract any more"
    return EVENTS[name]


@every_example
def test_every_example_ever_published_is_read_today(old):
    envelope = open_envelope(old.path.read_bytes())

    event = envelope.event()

    assert type(event) is today(old)
    assert event.subject == envelope.subject
    assert complaints(envelope.data, schema_of(today(old))) == []
    assert complaints(envelope.data, json.loads(old.schema.read_bytes())) == []


@every_contract
def test_of_every_event_as_it_is_now_there_are_golden_files_and_they_say_the_same(contract):
    version = (contract.name, contract.version, contract.minor)
    kept = [each for each in PUBLISHED if (each.name, each.major, each.minor) == version]

    assert {each.kind for each in kept} >= set(KINDS), "python -m tests.events.golden adds them"
    assert changed(schema_of(contract), kept[0].schema) == [], "a change needs a version"


@every_schema
def test_nothing_that_was_published_is_broken_by_what_is_published_now(frozen):
    old = json.loads(frozen.read_bytes())
    contract = EVENTS[f"{PREFIX}{frozen.parent.name}.v{frozen.name.split('.')[0]}"]

    assert breaks(old, schema_of(contract)) == []
    for body in golden.examples(contract).values():
        assert complaints(json.loads(body)["data"], old) == []


def test_an_event_names_the_schema_of_its_version(clock):
    for contract in EVENTS.values():
        for body in golden.examples(contract).values():
            assert json.loads(body)["dataschema"] == schema_of(contract)["$id"]


def test_golden_files_are_added_and_never_changed(tmp_path):
    contracts = {"one": SessionMoved}
    added = golden.write(tmp_path, contracts)
    added[1].write_text("as it was published")

    assert golden.write(tmp_path, contracts) == []
    assert added[1].read_text() == "as it was published"
    assert len(added) == 1 + len(KINDS)


# Changes, each planted on a copy of a contract: what must be found is found.


def planted(*, without: str = "", minor: int = 0, **changes: Any) -> type[Event]:
    """Return a copy of a contract with other fields: a type, or a type and its default."""
    hints = get_type_hints(SessionMoved)
    kept: dict[str, Any] = {
        f.name: (hints[f.name], f.default) if f.name not in required() else hints[f.name]
        for f in fields(SessionMoved)
        if f.name != without
    }
    told = [
        (name, *kind) if isinstance(kind, tuple) else (name, kind)
        for name, kind in {**kept, **changes}.items()
    ]
    return make_dataclass(
        "SessionMoved",
        [(n, k[0], field(default=k[1])) if len(k) > 1 else (n, k[0]) for n, *k in told],
        bases=(Event,),
        frozen=True,
        kw_only=True,
        namespace={"name": SessionMoved.name, "subject_field": "session_id", "minor": minor},
    )


def required() -> list[str]:
    return list(schema_of(SessionMoved)["required"])


def changed(now: Mapping[str, Any], frozen: Any) -> list[str]:
    """Return what differs from the frozen schema of the very same version."""
    was = json.loads(frozen.read_bytes())
    return [key for key in ("$id", "properties", "required") if was[key] != now[key]]


def test_a_copy_without_a_change_is_no_change():
    assert schema_of(planted())["properties"] == schema_of(SessionMoved)["properties"]
    assert breaks(schema_of(SessionMoved), schema_of(planted())) == []


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"without": "kind"}, "kind is gone"),
        ({"without": "number"}, "number is gone"),
        ({"without": "kind", "sort": str}, "kind is gone"),
        ({"without": "number", "which": (int | None, None)}, "number is gone"),
        ({"journey_id": UUID}, "journey_id was"),
        ({"journey_id": UUID | None}, "journey_id must be told now"),
        ({"announced": bool}, "announced must be told now"),
        ({"place": str}, "place must be told now"),
        ({"kind": (str, "coaching")}, "kind need not be told any more"),
        ({"kind": str | None}, "kind was"),
        ({"kind": int}, "kind was"),
        ({"kind": UUID}, "kind was"),
        ({"label": str}, "label was"),
        ({"label": bool}, "label was"),
        ({"start": date}, "start was"),
        ({"start": str}, "start was"),
        ({"session_id": str}, "session_id was"),
        ({"participants": (UUID | None, None)}, "participants was"),
        ({"participants": (tuple[str, ...], ())}, "participants was"),
    ],
    ids=str,
)
def test_a_change_that_breaks_is_found_and_a_higher_minor_does_not_excuse_it(change, found):
    frozen = schema_of(SessionMoved)

    for minor in (0, 1):
        said = breaks(frozen, schema_of(planted(minor=minor, **change)))
        assert any(each.startswith(found) for each in said), said


def test_an_added_optional_field_breaks_nothing_but_wants_a_minor_version(tmp_path):
    golden.write(tmp_path, {"one": SessionMoved})
    frozen = golden.published(tmp_path)[0].schema
    more = {"place_kind": (str | None, None), "codes": (tuple[str, ...], ())}

    assert breaks(json.loads(frozen.read_bytes()), schema_of(planted(minor=1, **more))) == []
    assert changed(schema_of(planted(**more)), frozen) == ["properties"]
    added = golden.write(tmp_path, {"one": planted(minor=1, **more)})
    assert [path.name for path in added] == [
        "1.1.schema.json",
        *(f"1.1.{kind}.json" for kind in KINDS),
    ]


@pytest.mark.parametrize(
    ("change", "refused"),
    [
        ({"journey_id": UUID}, "minimal"),
        ({"place": str}, "full"),
        ({"kind": int}, "full"),
        ({"label": str}, "full"),
        ({"session_id": datetime}, "full"),
        ({"participants": (UUID | None, None)}, "full"),
    ],
    ids=str,
)
def test_golden_files_notice_by_themselves_what_cannot_be_read_any_more(change, refused):
    old = next(e for e in PUBLISHED if e.name == SessionMoved.name and e.kind == refused)
    data = open_envelope(old.path.read_bytes()).data

    with pytest.raises(ValueError, match=r".+"):
        planted(**change).from_data(data)
    assert complaints(data, schema_of(planted(**change)))


@dataclass(frozen=True, kw_only=True)
class Odd(Event):
    """What no schema of ours can say."""

    name = "partners.odd.happened"
    subject_field = "weight"

    weight: float


def test_a_published_event_whose_contract_is_gone_is_noticed():
    gone = replace(PUBLISHED[0], name="partners.match.forgotten")

    with pytest.raises(AssertionError, match="was published and has no contract any more"):
        today(gone)


def test_a_kind_of_field_that_has_no_schema_is_an_error():
    with pytest.raises(KeyError):
        schema_of(Odd)


def test_a_rule_the_checks_do_not_know_is_an_error():
    with pytest.raises(KeyError):
        complaints("a", {"type": "string", "pattern": "a"})
