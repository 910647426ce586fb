"""How long the first places among very many offerings take, and what keeping them costs."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from statistics import quantiles
from uuid import UUID

from sqlalchemy import select, update

from services.partners.matching import Index, Policy, explain
from services.partners.model import Offering
from services.partners.queries import facets
from services.partners.queries.kept import Kept
from tests import askers
from tests.bench import straightforward
from tests.bench.figure import Figure, milliseconds
from tests.bench.houses import Network
from tests.bench.processes import measured

ASKED = 100
SHOWN = 20
LIMIT, REFRESH_LIMIT, MEMORY_LIMIT, TIMES_LIMIT = 60.0, 5.0, 400.0, 12.0


def figures(there: Network, asked: int = ASKED) -> Iterator[Figure]:
    """Measure requests, the index beside a loop and beside a tenth of the same, and a refresh."""
    db, now = there.host.tools["partners"].db, there.host.clock.now()
    church = UUID(there.congregation_id)
    with db.read() as session:
        known = facets.of_congregation(session, church, on=now.date())
        offered = facets.of_open_offerings(session, at=now)
    told = f"first {SHOWN} places among {len(offered)} offerings"

    def request() -> None:
        path = f"/rankings/{church}?each=offering&limit={SHOWN}"
        answer = askers.call(there.host, there.coach, "partners", "GET", path)
        assert answer.status_code == 200, answer.text
        told = answer.get_json()
        assert len(told["ranked"]) == min(SHOWN, told["ranked_count"]) > 0

    request()
    yield Figure(f"{told}, GET /rankings, p95", _p95(request, asked), "ms", LIMIT)

    by_id = {each.offering_id: each for each in offered}
    index = Index.from_offerings(offered)
    few = Index.from_offerings(offered[: len(offered) // 10])

    def places(of: Index) -> None:
        found = of.standing(known, policy=Policy()).ranked(SHOWN)
        for each in found:
            explain(known, by_id[each], Policy())

    ours, tenth = (_p95(partial(places, each), asked) for each in (index, few))
    unfair = replace(Policy(), fair_list=0)
    loop = milliseconds(lambda: straightforward.first(known, offered, unfair, SHOWN))()
    by_loop = straightforward.first(known, offered, unfair, SHOWN)
    assert by_loop == index.standing(known, policy=unfair).ranked(SHOWN)
    yield Figure(f"{told}, index p95 beside a plain loop", ours, "ms", loop)
    yield Figure(f"{told}, times a tenth (limit {TIMES_LIMIT:.0f})", ours / tenth, "x", TIMES_LIMIT)
    yield Figure(f"{told}, after one changed", _refresh(there, asked), "ms", REFRESH_LIMIT)
    memory = measured("ranking_memory", there.host.settings.data_dir, church)
    yield Figure(f"{told}, memory of a process", memory["memory"], "MB", MEMORY_LIMIT)


def _refresh(there: Network, asked: int) -> float:
    """Return what bringing the index up to date takes after one offering was written."""
    kept, db = Kept(), there.host.tools["partners"].db
    with db.read() as session:
        index = kept.refresh(session)
        names = iter(session.scalars(select(Offering.id).limit(asked)).all())

    def once() -> float:
        one = next(names)
        with db.write() as session:
            session.execute(update(Offering).where(Offering.id == one).values(risk="high"))
        with db.read() as session:
            return milliseconds(lambda: kept.refresh(session))()

    return _high(once() for _ in range(min(asked, len(index))))


def _p95(work: Callable[[], object], asked: int) -> float:
    once = milliseconds(work)
    return _high(once() for _ in range(asked))


def _high(values: Iterable[float]) -> float:
    found = list(values)
    return quantiles(found, n=20, method="inclusive")[-1] if len(found) > 1 else found[0]
