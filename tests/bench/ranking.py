"""How long the ranking of very many offerings for one congregation takes."""

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import select

from services.partners.matching import Policy, rank
from services.partners.model import Agency, Offering
from services.partners.queries import facets
from services.partners.queries.offerings import COLUMNS
from tests import askers
from tests.bench.figure import Figure, in_turns, milliseconds
from tests.bench.houses import Network

ROUNDS = 5


def figures(there: Network, rounds: int = ROUNDS) -> Iterator[Figure]:
    """Measure the whole request, and the algorithm alone."""
    db, now = there.host.tools["partners"].db, there.host.clock.now()
    with db.read() as session:
        offered = list(facets.of_open_offerings(session, at=now))
        church = UUID(there.congregation_id)
        known = facets.of_congregation(session, church, on=now.date())

    def request() -> None:
        path = f"/rankings/{there.congregation_id}?limit=3"
        answer = askers.call(there.host, there.coach, "partners", "GET", path)
        assert answer.status_code == 200, answer.text
        shown = answer.get_json()
        assert shown["ranked"]
        assert shown["ranked_count"] + shown["excluded_count"] == len(offered)

    def plain() -> None:
        query = select(*COLUMNS).join(Agency, Agency.id == Offering.agency_id)
        with db.read() as session:
            rows = [dict(row) for row in session.execute(query).mappings()]
        assert len(rows) == len(offered)

    def algorithm() -> None:
        rank(known, offered, policy=Policy())

    works = [milliseconds(work) for work in (request, algorithm, plain)]
    whole, alone, peer = in_turns(rounds, *works)
    yield Figure(f"ranking of {len(offered)} offerings, GET /rankings", whole, "ms", peer)
    yield Figure(f"ranking of {len(offered)} offerings, algorithm alone", alone, "ms", peer)
