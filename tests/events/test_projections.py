"""Pictures of another service's rows: damaged, compared, rebuilt while events keep coming."""

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from services import host as house
from services.congregations.actions import profiles
from services.host import BY_NAME, Host
from shared.projections.picture import Held
from shared.projections.rebuilding import compare
from shared.service import Service
from tests import askers
from tests.askers import Asker

PICTURES = [
    pytest.param(service, held, id=f"{service.name} {held.name}")
    for service in house.ALL
    for held in service.held
]
PLACE = "Nergenshuizen-aan-de-Vecht"


def picture(service: str, name: str) -> Held:
    return next(each for each in BY_NAME[service].held if each.name == name)


def content(host: Host, service: str) -> dict[str, list[Any]]:
    """Return every row of a service, but for what merely notes that something was asked."""
    catalogue = BY_NAME[service].metadata
    assert catalogue is not None
    with host.tools[service].db.read() as db:
        return {
            table.name: sorted(map(repr, db.execute(select(table)).all()))
            for table in catalogue.sorted_tables
            if table.name != "audit"
        }


def congregation(host: Host, coach: Asker, **values: object) -> UUID:
    told = {"name": "Geheimkerk", "place": PLACE, "size_band": "150_400", **values}
    with host.tools["congregations"].db.write() as db:
        return profiles.register(db, coach.actor, told, at=host.clock.now()).id


@pytest.fixture
def coach(host: Host) -> Asker:
    found = askers.person(host, "coach")
    host.settle()
    return found


@pytest.fixture
def filled(host: Host, coach: Asker) -> Host:
    for band in ("under_150", "150_400", "over_400"):
        made = congregation(host, coach, size_band=band)
        host.settle()
        askers.person(host, "leader", made)
    host.settle()
    return host


@pytest.mark.parametrize(("service", "held"), PICTURES)
def test_a_picture_that_events_made_is_as_its_owner_has_it(filled, service: Service, held: Held):
    found = compare(held, filled.tools[service.name])

    assert found.equal, f"{found.here.rows} here, {found.there.rows} there"
