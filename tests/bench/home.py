"""How long the home of a coach of very many congregations takes, as answer and as page."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from random import Random

from flask import Flask, request
from werkzeug.test import Client as Browser

from services.host import Host
from services.identity.actions import sessions
from services.identity.model import Person
from services.portal import session as visits
from services.seed.inventing import profile
from tests import askers
from tests.askers import Asker
from tests.bench.figure import Figure, in_turns, milliseconds
from tests.bench.houses import house, said

ROUNDS = 7


def figures(congregations: int, rounds: int = ROUNDS) -> Iterator[Figure]:
    """Measure `GET /home` and the page on which the coach reads it."""
    with house() as host:
        coach = askers.person(host, "coach")
        _guide(host, coach, congregations)
        browser, lengths = _browser(host, coach), list[int]()
        _count(host, lengths)
        bare = Browser(_bare_app())

        def service() -> None:
            answer = askers.call(host, coach, "congregations", "GET", "/home")
            assert len(answer.get_json()["congregations"]) == congregations

        def page() -> None:
            lengths.clear()
            answer = browser.get("/coach")
            assert answer.status_code == 200
            assert answer.text.count("/coach/congregations/") >= congregations

        def calls(*many: int) -> None:
            for length in many:
                assert len(bare.get(f"/?length={length}").data) == length

        page()
        of_page = tuple(lengths)
        of_home = len(askers.call(host, coach, "congregations", "GET", "/home").data)
        works = (service, lambda: calls(of_home), page, lambda: calls(*of_page))
        one, one_peer, whole, whole_peer = in_turns(rounds, *map(milliseconds, works))
    told = f"home of {congregations} congregations"
    yield Figure(f"{told}, GET /home", one, "ms", one_peer)
    yield Figure(f"{told}, page of {len(of_page)} calls", whole, "ms", whole_peer)


def _guide(host: Host, coach: Asker, count: int) -> None:
    """Register congregations with a journey and a contact each, as their coach does."""
    dice, today = Random(1), host.clock.now().date()
    for number in range(count):
        facts = profile(dice, number)
        made = said(host, coach, "congregations", "/congregations", facts)
        base = f"/congregations/{made['id']}"
        wanted = {"template": "brochure-8", "tracks": "all"}
        said(host, coach, "congregations", f"{base}/journeys", wanted)
        day = (today - timedelta(days=number % 90)).isoformat()
        contact = {"kind": "call", "on": day, "line": "Gebeld over de volgende stap."}
        said(host, coach, "congregations", f"{base}/contacts", contact)
    host.settle()


def _browser(host: Host, coach: Asker) -> Browser:
    with host.tools["identity"].db.write() as db:
        person = db.get_one(Person, coach.id)
        device = sessions.Device(own=False, label="bench")
        entered = sessions.start(db, person, device=device, at=host.clock.now())
    browser = Browser(host.at_one_address(host.apps.__getitem__))
    browser.set_cookie(visits.COOKIE, entered.session_token)
    return browser


def _count(host: Host, lengths: list[int]) -> None:
    """Note the length of each answer that the portal gets from another service."""
    tools = host.tools["portal"]

    class Counted(type(tools.client)):
        def send(self, *wanted: object, **more: object) -> object:
            reply = tools.client.send(*wanted, **more)
            lengths.append(len(reply.body))
            return reply

    counted = Counted(host.apps.__getitem__, host.settings.public_host)
    host.apps["portal"].extensions["missionscoach"] = replace(tools, client=counted)


def _bare_app() -> Flask:
    app = Flask("bare")
    app.add_url_rule("/", view_func=lambda: "x" * request.args.get("length", 0, int))
    return app
