"""How long the pages take that a coach opens every day, in separate services, at the front door."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from math import ceil
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter, sleep
from typing import Any

import psycopg
import requests
from sqlalchemy import make_url

from services.cli import BACKENDS
from services.portal.session import COOKIE
from services.seed.inventing import profile
from services.seed.voice import Doors, Voice
from shared.client import HttpClient
from shared.clock import Clock
from shared.contracts.event import NETWORK
from tests.bench.figure import Figure
from tests.bench.processes import deployed

LIMIT = 60.0  # milliseconds of server time for either page, the 95th of a hundred
PATIENCE = 60.0
QUIET = 20.0  # seconds
YEARS = 5


def figures(congregations: int, asked: int = 100) -> Iterator[Figure]:
    """Measure the home of a coach of so many congregations, and a journey of five years."""
    running = deployed("installation").running
    with TemporaryDirectory() as folder, ExitStack() as stack:
        # the database runs as a user of its own, who must be able to pass through
        Path(folder).chmod(0o711)
        there = stack.enter_context(running(Path(folder)))
        doors = Doors(HttpClient(lambda _service: there.url), patience=PATIENCE, hands=4)
        coach = _coach(doors)
        old, *_others = list(doors.each(_guided(coach), range(congregations)))
        _live(coach, old)
        # what was just told to the other services is taken in before anything is measured
        sleep(QUIET)
        _counted(there.database.url)
        browser = requests.Session()
        browser.trust_env = False
        browser.cookies.set(COOKIE, coach.session)
        for name, path, wanted in (
            (f"home of {congregations} congregations", "/coach", "/coach/congregations/"),
            (f"journey of {YEARS} years", f"/coach/congregations/{old}", "/tracks/"),
        ):
            url = f"{there.url}{path}"
            assert wanted in _page(browser, url)
            times = [_milliseconds(browser, url) for _ in range(asked)]
            yield Figure(f"{name}, page, p95 (limit as peer)", _p95(times), "ms", LIMIT)


def not_run() -> str | None:
    """Return the line that says why this cannot be measured here and what would make it so."""
    line: str | None = deployed("servers").not_run()
    return line


def _counted(database: str) -> None:
    """Let the database count its rows now: of itself it does within a minute of so many writes."""
    url = make_url(database).set(drivername="postgresql")
    for service in BACKENDS:
        address = url.set(database=service).render_as_string(hide_password=False)
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute("ANALYZE")


def _coach(doors: Doors) -> Voice:
    someone = {"name": "Operator", "email": "operator@bench.example", "language": "nl"}
    made = doors.client.call("identity", "POST", "/sample/operator", json_body=someone).json
    role = {"organisation_id": str(NETWORK), "organisation_kind": "network", "role": "coach"}
    coach = {"name": "Coach", "email": "coach@bench.example", "language": "nl"}
    asked = {**coach, "memberships": [role]}
    added = Voice(doors, made["person_id"]).call("identity", "POST", "/sample/people", asked)
    return Voice(doors, added["person_id"])


def _guided(coach: Voice) -> Any:
    today = Clock().now().date()

    def make(number: int) -> str:
        facts = profile(Random(number), number)
        made = coach.call_when_known("congregations", "POST", "/congregations", facts)
        base = f"/congregations/{made['id']}"
        coach.call("congregations", "POST", f"{base}/journeys", {"template": "brochure-8"})
        day = (today - timedelta(days=number % 90)).isoformat()
        contact = {"kind": "call", "on": day, "line": "Gebeld over de volgende stap."}
        coach.call("congregations", "POST", f"{base}/contacts", contact)
        return str(made["id"])

    return make


def _live(coach: Voice, church: str) -> None:
    """Let five years pass: two journeys walked and ended, a third under way, with contacts."""
    base, today = f"/congregations/{church}", Clock().now().date()
    for week in range(YEARS * 26):
        day = (today - timedelta(weeks=2 * week)).isoformat()
        coach.call("congregations", "POST", f"{base}/contacts", {"on": day, "line": "Gebeld."})
    for number in range(3):
        told = coach.call("congregations", "GET", f"{base}/journey")["journey"]
        for track in told["tracks"][:-1]:
            _walk(coach, base, track["id"])
        if number < 2:
            reason = {"reason": "Afgerond"}
            coach.call("congregations", "POST", f"/journeys/{told['id']}/closing", reason)
            wanted = {"template": "brochure-8"}
            coach.call("congregations", "POST", f"{base}/journeys", wanted)


def _walk(coach: Voice, base: str, track: str) -> None:
    for state in ("agreed", "planned", "running", "reported"):
        coach.call("congregations", "POST", f"/tracks/{track}/states", {"to": state})
    decision = {
        "about": "track",
        "about_id": track,
        "body": "church_council",
        "held_on": Clock().now().date().isoformat(),
        "text": "De kerkenraad neemt het verslag aan.",
        "to": "accepted",
        "as_reported": {"by_role": "leader"},
    }
    coach.call("congregations", "POST", f"{base}/decisions", decision)


def _page(browser: requests.Session, url: str) -> str:
    answer = browser.get(url, timeout=30)
    assert answer.status_code == 200, answer.text[:500]
    return answer.text


def _milliseconds(browser: requests.Session, url: str) -> float:
    begun = perf_counter()
    _page(browser, url)
    return (perf_counter() - begun) * 1000


def _p95(times: list[float]) -> float:
    return sorted(times)[ceil(len(times) * 0.95) - 1]
