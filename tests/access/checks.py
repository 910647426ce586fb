"""What must hold for one example of one route, for everybody who could ask."""

import json
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from werkzeug.test import TestResponse

from shared.web import door
from shared.web.app import OWN
from tests.access.personas import Persona, Thing, may
from tests.access.world import World

REFUSED = (401, 403, 404)
READING = ("GET", "HEAD")


@dataclass(frozen=True)
class Example:
    """One valid request to a route, with what is true of it.

    `path`, `body` and `raw` name things of the world as `{a}`. `of`, `person` and `subject` say
    what the request is about. `also` and `but` (persona: why) are those who may, or may not,
    although the table's words read otherwise; `seen` (persona: why) may see the thing, so that
    403 says nothing new. `answers` (status: why) are allowed beside somebody's success, `never`
    instead of it. `still` says why a write changes nothing, `silent` why a change leaves no audit
    row, `open` why the answer may hold what is secret elsewhere.
    """

    path: str
    body: Any = None
    raw: bytes | None = None
    media: str = "application/json"
    of: tuple[str, ...] = ()
    person: str = ""
    subject: str = ""
    also: dict[str, str] = field(default_factory=dict)
    but: dict[str, str] = field(default_factory=dict)
    seen: dict[str, str] = field(default_factory=dict)
    answers: dict[int, str] = field(default_factory=dict)
    never: dict[int, str] = field(default_factory=dict)
    still: str = ""
    open: str = ""
    silent: str = ""

    @property
    def thing(self) -> Thing:
        """Return what the request is about."""
        return Thing(self.of, self.person, self.subject)


Examples = dict[str, tuple[Example, ...]]


@dataclass
class Tally:
    """How much was tried."""

    allowed: int = 0
    refused: int = 0
    done: int = 0


def audience(service: str, route: str) -> tuple[str, ...]:
    """Return what the access table says of a route."""
    return tuple({**OWN, **door.access_of(service)}[route])


def is_allowed(persona: Persona, who: tuple[str, ...], example: Example) -> bool:
    """Tell whether table and example together let this persona in."""
    if persona.name in example.but:
        return False
    return persona.name in example.also or any(may(persona, e, example.thing) for e in who)


def check(world: World, service: str, route: str, example: Example) -> Tally:
    """Send the example as everybody: refusals change nothing and tell nothing, the rest works."""
    who, tally = audience(service, route), Tally()
    personas = [one for one in world.personas.values() if _is_known_to(service, one)]
    before = world.house.digest()
    for persona in personas:
        if not is_allowed(persona, who, example):
            _refuses(world, service, route, example, persona)
            tally.refused += 1
    after = world.house.digest()

    changed = {name for name, digest in after.items() if digest != before[name]}
    assert not changed, f"{route} of {service} was refused and yet changed {changed}"
    for persona in personas:
        if is_allowed(persona, who, example):
            world.house.put_back()
            tally.done += _allows(world, service, route, example, persona)
            tally.allowed += 1
    world.house.put_back()

    assert tally.done or example.never, f"{route} of {service} worked for nobody at all"
    return tally


def _is_known_to(service: str, persona: Persona) -> bool:
    # a service that takes no keys says 401 to one, even where anybody may come in
    takes_keys = any("key:" in entry for who in door.access_of(service).values() for entry in who)
    return takes_keys or persona.kind != "key"


def _refuses(world: World, service: str, route: str, example: Example, persona: Persona) -> None:
    told = f"{persona.name}: {route} of {service}"
    answer = ask(world, service, route, example, persona)

    assert answer.status_code in REFUSED, f"{told} answered {said(answer)}"
    assert not world.house.changed(), f"{told} was refused and yet wrote"
    assert answer.content_type == "application/problem+json", told
    insider = set(example.of) & persona.places() or persona.name in example.seen
    if insider and _enters(service, route, persona):
        return
    nothing = ask(world, service, route, example, persona, ids=world.strangers)
    assert plain(answer) == plain(nothing), f"{told} tells that the thing is there"
    if _enters(service, route, persona):
        assert answer.status_code == 404, f"{told} answered {said(answer)}"


def _enters(service: str, route: str, persona: Persona) -> bool:
    entries = audience(service, route)
    roles = {entry.split(":")[0] for entry in entries}
    if persona.kind == "key":
        # a key without the scope is refused before anything is looked up
        return any(may(persona, entry, Thing()) for entry in entries if entry.startswith("key"))
    if persona.kind != "person":
        return persona.kind in roles
    return "person" in roles or any(role in roles for role, _ in persona.roles)


def _allows(world: World, service: str, route: str, example: Example, persona: Persona) -> bool:
    """Hold what is true of an allowed request; tells whether it was done."""
    told = f"{persona.name}: {route} of {service}"
    before = world.house.audited(service)
    answer = ask(world, service, route, example, persona)

    fine = answer.status_code < 300 or answer.status_code in {**example.answers, **example.never}
    assert fine, f"{told} answered {said(answer)}"
    leaks = [text for text in world.secrets if leaks_to(world, text, persona, answer)]
    assert example.open or not leaks, f"{told} let out {leaks}"
    if answer.status_code >= 300:
        assert not world.house.changed(), f"{told} was not done and yet changed something"
        return False
    if route.split(maxsplit=1)[0] not in READING:
        _leaves_traces(world, service, route, example, persona, len(before))
    return True


def _leaves_traces(
    world: World, service: str, route: str, example: Example, persona: Persona, audited: int
) -> None:
    told = f"{persona.name}: {route} of {service}"
    changed = world.house.changed()
    if example.still:
        assert not changed, f"{told} changed {changed}, though: {example.still}"
        return
    assert service in changed, f"{told} left nothing behind"
    row = (persona.kind, persona_id(world, persona), route)
    new = world.house.audited(service)[audited:]
    assert example.silent or row in new, f"{told} left no audit row {row}, only {new}"


def leaks_to(world: World, text: str, persona: Persona, answer: TestResponse) -> bool:
    """Tell whether an answer holds a text that this persona may not read."""
    readers = world.secrets[text]
    return persona.name not in readers and text.encode() in answer.get_data()


def ask(
    world: World,
    service: str,
    route: str,
    example: Example,
    persona: Persona,
    *,
    ids: dict[str, str] | None = None,
) -> TestResponse:
    """Send the example as this persona, its names filled in with the world's ids or others."""
    names = ids or world.ids
    method = route.split(maxsplit=1)[0]
    body = example.raw
    if example.body is not None:
        body = json.dumps(filled(example.body, names)).encode()
    path = filled(example.path, names)
    return world.house.send(
        persona.asker, service, f"{method} {path}", body=body, media=example.media
    )


def filled(value: Any, names: dict[str, str]) -> Any:
    """Return the value with every `{name}` in its texts filled in."""
    if isinstance(value, str):
        return value.format_map(names) if "{" in value else value
    if isinstance(value, list):
        return [filled(one, names) for one in value]
    if isinstance(value, dict):
        return {filled(key, names): filled(one, names) for key, one in value.items()}
    return value


def persona_id(world: World, persona: Persona) -> str:
    """Return the id under which the audit knows this persona, as the database writes it."""
    if persona.kind == "key":
        return UUID(world.ids[persona.name]).hex
    if persona.asker is None or isinstance(persona.asker, str):
        return ""
    return persona.asker.actor.id.hex if persona.asker.actor.id else ""


def plain(answer: TestResponse) -> tuple[int, bytes, list[tuple[str, str]]]:
    """Return all of an answer that must not differ between hidden and absent."""
    varying = ("date", "traceparent")
    headers = [(name, text) for name, text in answer.headers if name.lower() not in varying]
    return answer.status_code, answer.get_data(), sorted(headers)


def said(answer: TestResponse) -> str:
    """Return an answer in one line, for the sentence of a failed test."""
    return f"{answer.status_code} {answer.get_data(as_text=True)[:300]}"
