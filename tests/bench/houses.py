"""A house in a folder of its own, with a coach, a congregation and very many offerings."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from uuid import UUID

from sqlalchemy import insert

from services.host import Host
from services.partners.model import OFFERING_COLUMNS, Offering
from services.seed.inventing import offering, profile
from shared.clock import new_id
from shared.config import Settings
from tests import askers
from tests.askers import Asker


@dataclass
class Network:
    """Who is there, and the key of the agency that owns all offerings."""

    host: Host
    coach: Asker
    agency_id: UUID
    congregation_id: str
    key: str


@contextmanager
def house(**settings: str) -> Iterator[Host]:
    """Open an empty house, by the real clock."""
    with TemporaryDirectory() as folder:
        made = Host(Settings(sample=True, data_dir=Path(folder), **settings))
        made.migrate()
        made.create_apps()
        try:
            yield made
        finally:
            made.stop()


@contextmanager
def network(offerings: int) -> Iterator[Network]:
    """Open a house in which an agency has so many open offerings."""
    with house() as host:
        coach = askers.person(host, "coach")
        agency = said(host, coach, "partners", "/agencies", {"name": "Brug naar Buren"})
        facts = profile(Random(1), 0)
        church = said(host, coach, "congregations", "/congregations", facts)
        host.settle()
        agency_id = UUID(agency["id"])
        key = askers.key(host, agency_id, ["offerings:read"])
        host.settle()
        _add(host, agency_id, offerings)
        yield Network(host, coach, agency_id, church["id"], key)


def said(host: Host, who: Asker, service: str, path: str, body: object) -> dict[str, str]:
    """Post something as somebody and return the answer."""
    answer = askers.call(host, who, service, "POST", path, body)
    assert answer.status_code == 201, answer.text
    found: dict[str, str] = answer.get_json()
    return found


def _add(host: Host, agency_id: UUID, count: int) -> None:
    """Write offerings as they stand after their agency registered them, without the events."""
    dice, now = Random(1), host.clock.now()
    same = {"agency_id": agency_id, "taken": 0, "version": 1, "created_at": now, "changed_at": now}
    empty = {column.name: None for column in OFFERING_COLUMNS}
    rows = []
    for number in range(count):
        facts = offering(dice, number, now.date())
        for name in ("starts_on", "ends_on"):
            facts[name] = date.fromisoformat(facts[name]) if name in facts else None
        rows.append({**empty, **same, **facts, "id": new_id()})
    with host.tools["partners"].db.write() as db:
        db.execute(insert(Offering), rows)
