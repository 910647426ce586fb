"""Who somebody is must be proven: for this service, now, with our key, and freshly where asked."""

from dataclasses import replace
from datetime import timedelta

import pytest
from joserfc.jwk import OKPKey

from services.identity import signing
from shared.web.assertion import write
from tests.access.checks import audience, filled, plain, said
from tests.access.examples import BY_SERVICE
from tests.access.world import World

READS = {
    "identity": "GET /organisations",
    "congregations": "GET /congregations",
    "partners": "GET /agencies",
    "scheduling": "GET /preference",
    "notifications": "GET /deliveries",
}


def bearer(world: World, audience: str, *, key: OKPKey | None = None, late: int = 0) -> str:
    host = world.house.host
    now = host.clock.now() - timedelta(seconds=late)
    actor = world.person("operator").actor
    return write(actor, audience, key or signing.key_of(host.settings), now)


@pytest.mark.parametrize("service", READS)
def test_an_operator_with_an_assertion_of_this_minute_reads(world: World, service: str):
    answer = world.house.send(bearer(world, service), service, READS[service])

    assert answer.status_code == 200, said(answer)


@pytest.mark.parametrize("service", READS)
def test_an_assertion_for_another_service_opens_no_door(world: World, service: str):
    for other in READS.keys() - {service}:
        answer = world.house.send(bearer(world, other), service, READS[service])

        assert answer.status_code == 401, f"{other}: {said(answer)}"


@pytest.mark.parametrize("service", READS)
def test_an_assertion_that_is_old_or_signed_by_another_opens_no_door(world: World, service: str):
    strange = OKPKey.generate_key("Ed25519", {"kid": signing.key_of(world.house.host.settings).kid})
    true = bearer(world, service)
    header, claims, signature = true.split(".")
    proofs = {
        "old": bearer(world, service, late=200),
        "of tomorrow": bearer(world, service, late=-86_400),
        "signed by another": bearer(world, service, key=strange),
        "unsigned": f"{header}.{claims}.",
        "without algorithm": f"eyJhbGciOiJub25lIiwidHlwIjoiYWN0b3Irand0In0.{claims}.",
        "spoilt": f"{header}.{claims[:-2]}AA.{signature}",
        "rubbish": "x",
        "a key that is none": "mck_" + "x" * 43,
    }
    for name, proof in proofs.items():
        answer = world.house.send(proof, service, READS[service])

        assert answer.status_code == 401, f"{name}: {said(answer)}"
        assert answer.content_type == "application/problem+json"
    assert not world.house.changed()


def test_a_mailed_link_opens_the_one_match_it_was_made_for(world: World):
    body = f'{{"token": "{world.ids["link_token"]}", "audience": "partners"}}'.encode()
    holds = world.house.send(None, "identity", "POST /links/check", body=body).get_json()
    own = world.house.send(holds["assertion"], "partners", f"GET /matches/{world.ids['linked']}")
    other = world.house.send(
        holds["assertion"], "partners", f"GET /matches/{world.ids['agency_asked']}"
    )
    lists = world.house.send(holds["assertion"], "partners", "GET /matches")

    assert own.status_code == 200, said(own)
    assert world.ids["b"] not in own.get_data(as_text=True)
    assert other.status_code == 404
    assert lists.status_code == 403


def test_keys_ask_for_a_fresh_sign_in(world: World):
    stale = world.person("staff_p").stale()
    body = b'{"name": "nacht", "scopes": ["offerings:read"]}'
    path = f"POST /organisations/{world.ids['p']}/keys"
    answer = world.house.send(stale, "identity", path, body=body)

    assert answer.status_code == 403
    assert not world.house.changed()


def test_a_delicate_session_shows_its_content_only_after_a_fresh_sign_in(world: World):
    coach = world.person("coach_k")
    path = f"GET /sessions/{world.ids['personal_a']}"
    fresh = world.house.send(coach, "scheduling", path)
    stale = world.house.send(coach.stale(), "scheduling", path)

    assert "Persoonlijk geheim" in fresh.text
    assert stale.status_code == 200
    assert "Persoonlijk geheim" not in stale.text
    assert stale.get_json()["withheld"] is True


def test_a_role_that_the_assertion_does_not_carry_is_not_had(world: World):
    host = world.house.host
    actor = replace(world.person("operator").actor, memberships=())
    proof = write(actor, "identity", signing.key_of(host.settings), host.clock.now())
    answer = world.house.send(proof, "identity", "GET /organisations")

    assert answer.status_code == 403


@pytest.mark.parametrize("service", READS)
def test_a_method_that_a_route_does_not_know_is_refused_as_a_problem(world: World, service: str):
    path = READS[service].split(" ")[1]
    for method in ("DELETE", "TRACE", "BREW"):
        answer = world.house.send(bearer(world, service), service, f"{method} {path}")

        assert answer.status_code in (404, 405), f"{method}: {said(answer)}"
        assert answer.content_type == "application/problem+json"


@pytest.mark.parametrize("service", READS)
def test_looking_at_the_head_of_an_answer_needs_the_same_right(world: World, service: str):
    path = READS[service].split(" ")[1]
    nobody = world.house.send(None, service, f"HEAD {path}")
    operator = world.house.send(bearer(world, service), service, f"HEAD {path}")

    assert nobody.status_code == 401
    assert operator.status_code == 200


EXAMPLES = [
    (service, route, several[0])
    for service, examples in BY_SERVICE.items()
    for route, several in examples.items()
]


@pytest.mark.parametrize("service", BY_SERVICE)
def test_asking_for_methods_tells_nothing_and_changes_nothing(world: World, service: str):
    for owner, route, example in EXAMPLES:
        if owner != service:
            continue
        for method in ("OPTIONS", "HEAD", "DELETE", "PUT", "PATCH"):
            there = world.house.send(None, service, f"{method} {filled(example.path, world.ids)}")
            absent = filled(example.path, world.strangers)
            told = f"{method} {example.path}: {said(there)}"

            assert there.status_code < 500, told
            if "public" in audience(service, route):
                world.house.put_back()
                continue
            assert plain(there) == plain(world.house.send(None, service, f"{method} {absent}"))
            assert not world.house.changed(), told


@pytest.mark.parametrize("service", BY_SERVICE)
def test_an_answer_is_never_kept_by_caches_in_between_nor_guessed_at(world: World, service: str):
    for owner, route, example in EXAMPLES:
        if owner != service or not route.startswith("GET "):
            continue
        answer = world.house.send(
            world.person("coach_k"), service, f"GET {filled(example.path, world.ids)}"
        )

        assert answer.headers["X-Content-Type-Options"] == "nosniff", route
        kept = answer.headers["Cache-Control"]
        assert "no-store" in kept or "no-cache" in kept, f"{route}: {kept}"
        assert "public" not in kept, f"{route}: {kept}"
