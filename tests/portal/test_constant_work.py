"""A page of every day asks as often for much as for little: databases and calls are counted."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from services.host import Host
from tests import askers
from tests.portal.conftest import Pages


@contextmanager
def counted(host: Host) -> Iterator[list[str]]:
    """Collect what every service's database is asked meanwhile."""
    asked: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        asked.append(statement)

    engines = [tools.db.engine for tools in host.tools.values()]
    for engine in engines:
        event.listen(engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        for engine in engines:
            event.remove(engine, "before_cursor_execute", note)


def work(pages: Pages, host: Host, path: str) -> tuple[int, int]:
    """Return (questions to databases, calls between services) of a page that was seen before."""
    pages.open(path)
    with counted(host) as asked:
        pages.open(path)
    return len(asked), len(pages.wire.calls)


def post(host: Host, who: Any, path: str, body: Any) -> Any:
    answer = askers.call(host, who, "congregations", "POST", path, body)
    assert answer.status_code < 300, answer.text
    return answer.get_json()


def guided(host: Host, coach: Any, number: int) -> str:
    """Let a coach guide one more congregation, with a journey and a contact."""
    made: str = post(host, coach, "/congregations", {"name": f"Gemeente {number}"})["id"]
    post(host, coach, f"/congregations/{made}/journeys", {"template": "brochure-8"})
    post(host, coach, f"/congregations/{made}/contacts", {"line": "Gebeld"})
    return made


def test_the_home_of_a_coach_of_thirty_works_as_little_as_that_of_one(
    pages: Pages, host: Host
) -> None:
    coach = askers.person(host, "coach")
    pages.sign_in(coach)
    guided(host, coach, 0)
    host.settle()
    alone = work(pages, host, "/coach")
    for number in range(1, 30):
        guided(host, coach, number)
    host.settle()

    assert work(pages, host, "/coach") == alone


def test_a_journey_with_years_behind_it_works_as_little_as_a_young_one(
    pages: Pages, host: Host
) -> None:
    coach = askers.person(host, "coach")
    pages.sign_in(coach)
    church = guided(host, coach, 0)
    host.settle()
    path = f"/coach/congregations/{church}"
    young = work(pages, host, path)
    for year in range(5):
        for _month in range(12):
            post(host, coach, f"/congregations/{church}/contacts", {"line": f"Jaar {year}"})
    host.settle()
    with_contacts = work(pages, host, path)
    for _again in range(2):
        told = askers.call(
            host, coach, "congregations", "GET", f"/congregations/{church}/journey"
        ).get_json()
        for track in told["journey"]["tracks"]:
            post(host, coach, f"/tracks/{track['id']}/states", {"to": "agreed"})
        post(host, coach, f"/journeys/{told['journey']['id']}/closing", {"reason": "Klaar"})
        post(host, coach, f"/congregations/{church}/journeys", {"template": "brochure-8"})
    host.settle()
    old = work(pages, host, path)

    assert with_contacts == young
    assert old == young
