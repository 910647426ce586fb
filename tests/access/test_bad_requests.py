import json
import re
from urllib.parse import quote

import pytest
from werkzeug.test import TestResponse

from tests.access.bad_requests import IDS, QUERIES, bodies, spoilt_fields
from tests.access.checks import Example, audience, filled, is_allowed, said
from tests.access.examples import BY_SERVICE
from tests.access.personas import Persona
from tests.access.world import World

EVERYTHING = [
    (service, route, several[0])
    for service, examples in BY_SERVICE.items()
    for route, several in examples.items()
]
WITH_BODY = [one for one in EVERYTHING if isinstance(one[2].body, dict)]
WITH_FILE = [one for one in EVERYTHING if one[2].raw is not None]
WITH_ID = [one for one in EVERYTHING if re.search(r"<(uuid|string):", one[1])]
READ = [one for one in EVERYTHING if one[1].startswith("GET ")]
UNREAD = (400, 404, 405, 413, 415, 422)


def named(case: tuple[str, str, Example]) -> str:
    return f"{case[0]} {case[1]}"


def rightful(world: World, service: str, route: str, example: Example) -> Persona:
    who = audience(service, route)
    return next(
        one
        for one in world.personas.values()
        if one.kind != "nobody" or "public" in who
        if is_allowed(one, who, example)
    )


def send(
    world: World, case: tuple[str, str, Example], path: str, body: bytes | None, media: str
) -> TestResponse:
    service, route, example = case
    method = route.split(" ")[0]
    asker = rightful(world, service, route, example).asker
    return world.house.send(asker, service, f"{method} {path}", body=body, media=media)


def is_problem(answer: TestResponse) -> bool:
    if answer.content_type != "application/problem+json":
        return False
    told = answer.get_json()
    return told["status"] == answer.status_code and bool(told["title"]) and bool(told["detail"])


@pytest.mark.parametrize("case", WITH_BODY, ids=named)
def test_a_body_that_cannot_be_read_is_refused_by_name_and_changes_nothing(world: World, case):
    example = case[2]
    path, good = filled(example.path, world.ids), filled(example.body, world.ids)
    for bad in bodies(good):
        answer = send(world, case, path, bad.body, bad.media)

        assert answer.status_code in bad.statuses, f"{bad.name}: {said(answer)}"
        assert is_problem(answer), f"{bad.name}: {said(answer)}"
        assert not world.house.changed(), bad.name
        if bad.field:
            assert bad.field in answer.get_json()["fields"], said(answer)


@pytest.mark.parametrize("case", WITH_BODY, ids=named)
def test_a_field_of_a_wrong_kind_is_named_and_never_a_fault(world: World, case):
    example = case[2]
    path, good = filled(example.path, world.ids), filled(example.body, world.ids)
    for name, body in spoilt_fields(good):
        answer = send(world, case, path, body, "application/json")

        assert answer.status_code < 500, f"{name} in {body[:200]!r}: {said(answer)}"
        if answer.status_code < 400:
            world.house.put_back()
            continue
        assert is_problem(answer), said(answer)
        assert not world.house.changed(), f"{name} in {body[:200]!r}: {said(answer)}"
        if answer.status_code == 422:
            assert answer.get_json().get("fields"), f"{name} in {body[:200]!r}: {said(answer)}"


@pytest.mark.parametrize("case", WITH_FILE, ids=named)
def test_a_file_of_rubbish_is_refused_or_taken_but_never_a_fault(world: World, case):
    path = filled(case[2].path, world.ids)
    rubbish = (b"", b"\x00" * 100, b"PK\x03\x04rubbish", b"%PDF-", b"\xff\xfe\x00", b"a;b\n\n,,,\n")
    sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    for content in rubbish:
        for media in (case[2].media, sheet, "text/html", ""):
            answer = send(world, case, path, content, media)

            assert answer.status_code < 500, f"{content!r} as {media}: {said(answer)}"
            if answer.status_code >= 400:
                assert is_problem(answer), said(answer)
                assert not world.house.changed(), said(answer)
            world.house.put_back()


@pytest.mark.parametrize("case", WITH_ID, ids=named)
def test_an_odd_id_in_a_path_is_not_found(world: World, case):
    example = case[2]
    body = None if example.body is None else json.dumps(filled(example.body, world.ids)).encode()
    for odd in IDS:
        path = re.sub(r"<(uuid|string):\w+>", lambda _, odd=odd: quote(odd, "%"), case[1])
        answer = send(world, case, path.split(" ", 1)[1], body or example.raw, example.media)

        assert answer.status_code < 500, f"{odd}: {said(answer)}"
        if answer.status_code >= 400:
            assert answer.status_code in UNREAD, f"{odd}: {said(answer)}"
            assert is_problem(answer), f"{odd}: {said(answer)}"
            assert not world.house.changed(), f"{odd}: {said(answer)}"
        world.house.put_back()


@pytest.mark.parametrize("case", READ, ids=named)
def test_an_odd_query_is_refused_by_the_field_and_never_a_fault(world: World, case):
    path = filled(case[2].path, world.ids)
    joined = path + ("&" if "?" in path else "?")
    for query in QUERIES:
        answer = send(world, case, joined + query, None, "")

        assert answer.status_code < 500, f"{query[:60]}: {said(answer)}"
        if answer.status_code >= 400:
            assert answer.status_code in UNREAD, f"{query[:60]}: {said(answer)}"
            assert is_problem(answer), f"{query[:60]}: {said(answer)}"
        if answer.status_code == 422:
            assert answer.get_json().get("fields"), f"{query[:60]}: {said(answer)}"
