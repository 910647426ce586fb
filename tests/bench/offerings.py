"""How many pages of offerings a server answers in a second, beside a bare one."""

import json
from collections.abc import Iterator
from http.client import HTTPConnection

from services.identity import signing
from shared.web.assertion import write
from tests.bench.asking import one
from tests.bench.figure import Figure, in_turns
from tests.bench.houses import Network
from tests.bench.processes import free_port, measured, running, wait_for

ROUNDS = 5
REQUESTS = 300  # per round and way; 1,500 in all
BARE = "/offerings?limit=50"
OURS = f"/api/partners{BARE}"


def figures(there: Network, requests: int = REQUESTS, rounds: int = ROUNDS) -> Iterator[Figure]:
    """Measure the list by key and by assertion, each round beside the bare view."""
    ours, bare = free_port(), free_port()
    folder = there.host.settings.data_dir
    ways = (
        lambda: _speed(ours, OURS, there.key, requests),
        lambda: _speed(ours, OURS, _assertion(there), requests),
        lambda: _speed(bare, BARE, "", requests),
    )
    with (
        running("tests.bench.servers", "house", folder, ours),
        running("tests.bench.servers", "bare", folder, bare, there.agency_id),
    ):
        wait_for(ours, "/api/partners/health/ready")
        wait_for(bare)
        _same_answer(there, ours, bare)
        in_turns(1, *ways)  # what is slow only once is no speed
        key, assertion, peer = in_turns(rounds, *ways)
    yield Figure("GET /offerings, 50 a page, by key", key, "requests/s", peer)
    yield Figure("GET /offerings, 50 a page, by assertion", assertion, "requests/s", peer)


def _assertion(there: Network) -> str:
    settings, clock = there.host.settings, there.host.clock
    return write(there.coach.actor, "partners", signing.key_of(settings), clock.now())


def _same_answer(there: Network, ours: int, bare: int) -> None:
    key = json.loads(one(HTTPConnection("127.0.0.1", ours), OURS, there.key))
    assertion = json.loads(one(HTTPConnection("127.0.0.1", ours), OURS, _assertion(there)))
    assert len(key["items"]) == 50
    assert key == assertion == json.loads(one(HTTPConnection("127.0.0.1", bare), BARE, ""))


def _speed(port: int, path: str, bearer: str, requests: int) -> float:
    return requests / measured("asking", port, path, bearer, requests)["seconds"]
