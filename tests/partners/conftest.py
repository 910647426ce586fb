"""A small network for the tests of partners: a coach, a congregation and an agency."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from services.host import CONGREGATIONS, IDENTITY, PARTNERS, Host
from shared.clock import StillClock, new_id
from shared.config import Settings
from shared.contracts.congregations import CoachAssigned, CongregationProfiled
from shared.contracts.envelope import open_envelope
from shared.contracts.event import Event
from shared.events.handlers import Happening
from shared.events.tables import outbox
from tests import askers
from tests.askers import Asker

PROFILE = {
    "region": "NL-UT",
    "denomination": "PKN",
    "size_band": "150_400",
    "risk_appetite": "medium",
    "wish_role": "partner",
    "capacity_people": "hours_10_40",
    "capacity_hours": "hours_10_40",
    "capacity_budget": "500_2500",
    "horizon": "year",
    "languages": ("nl", "en"),
    "gifts": ("pray:many", "go:few", "give:some"),
    "talents": ("teaching:some", "ict:few", "medical:none"),
    "passions": ("theme:refugees", "region:145", "country:TR"),
}
OFFERING = {
    "title_nl": "Zomerweek onder nieuwkomers",
    "title_en": "Summer week among newcomers",
    "summary_nl": "Een week meelopen.",
    "kind": "short_term",
    "functions": ["diaspora"],
    "talents": ["teaching"],
    "means": ["go", "pray"],
    "countries": ["TR"],
    "languages": ["en"],
    "themes": ["refugees"],
    "capacity": 2,
    "ends_on": "2027-08-01",
    "conditions": "",
    "denominations": [],
    "risk": "low",
    "cost_band": "under_100",
    "minimum_commitment": "hours_under_10",
    "role_given": "partner",
    "earliest_stage": "kairos",
}


@dataclass
class Network:
    """Who is who in a test, and short ways to call the service."""

    host: Host
    coach: Asker
    leader: Asker
    staff: Asker
    congregation_id: UUID
    agency_id: UUID
    told: int = 0

    def call(self, who: Asker | str | None, route: str, json: object = None) -> TestResponse:
        method, path = route.split(" ", 1)
        return askers.call(self.host, who, "partners", method, path, json)

    def offering(self, **more: Any) -> str:
        content = {**OFFERING, "state": "open", **more}
        path = f"POST /agencies/{self.agency_id}/offerings"
        made = self.call(self.staff, path, content)
        assert made.status_code == 201, made.json
        return str(made.json["id"])

    def congregation(self, **profile: Any) -> tuple[UUID, Asker]:
        known = new_id()
        self.tell(CongregationProfiled(congregation_id=known, **{**PROFILE, **profile}))
        self.tell(CoachAssigned(congregation_id=known, coach_id=self.coach.id))
        return known, askers.person(self.host, "leader", known)

    def proposed(self, offering: str, congregation: UUID | None = None, **more: Any) -> str:
        known = {"congregation_id": str(congregation or self.congregation_id)}
        wish = {**known, "override_reason": "De gemeente vroeg er zelf naar.", **more}
        made = self.call(self.coach, "POST /matches", {**wish, "offering_id": offering})
        assert made.status_code == 201, made.json
        return str(made.json["id"])

    def yes(self, who: Asker | str, match: str) -> TestResponse:
        given = {"answer": "yes", "body": "church_council", "held_on": "2026-11-20"}
        return self.call(who, f"POST /matches/{match}/answers", given)

    def no(self, who: Asker | str, match: str, reason: str) -> TestResponse:
        given = {"answer": "no", "reason": reason}
        return self.call(who, f"POST /matches/{match}/answers", given)

    def introduced(self, offering: str, congregation: UUID | None = None) -> str:
        match = self.proposed(offering, congregation)
        leader = self.leader
        if congregation:
            leader = askers.person(self.host, "leader", congregation)
        assert self.yes(leader, match).status_code == 201
        assert self.yes(self.staff, match).status_code == 201
        return match

    def tell(self, event: Event) -> None:
        tools = self.host.tools["partners"]
        now = tools.clock.now()
        self.told += 1
        with tools.db.write() as db:
            handler = self.host.buses["partners"]._inbox.handlers[type(event)]
            # later than all that the owner itself said
            number = 1_000 + self.told
            handler(db, event, Happening(new_id(), "test", event.subject, number, now, now))

    def settle(self) -> None:
        settle(self.host)

    def events(self, kind: type[Event]) -> list[Event]:
        query = select(outbox.c.body).where(outbox.c.type == kind.type_name())
        with self.host.tools["partners"].db.read() as db:
            bodies = db.scalars(query.order_by(outbox.c.position)).all()
        return [open_envelope(body).event() for body in bodies]


@pytest.fixture
def host(settings: Settings, clock: StillClock) -> Iterator[Host]:
    # pages, letters and calendars play no part here
    house = Host(settings, clock)
    house.migrate()
    for service in (IDENTITY, CONGREGATIONS, PARTNERS):
        house.apps[service.name] = service.create_app(house.settings, house.tools[service.name])
    yield house
    house.stop()


def settle(host: Host) -> None:
    """Deliver what these three tell each other and run the jobs of partners."""
    for _ in range(10):
        moved = sum(
            host.buses[name].deliver() for name in ("identity", "congregations", "partners")
        )
        for job in PARTNERS.jobs:
            job.run(host.settings, host.tools["partners"])
        if not moved:
            return


@pytest.fixture
def network(host: Host) -> Network:
    coach = askers.person(host, "coach", name="Coach Klaas")
    entered = askers.call(host, coach, "partners", "POST", "/agencies", {"name": "Brug naar Buren"})
    assert entered.status_code == 201, entered.json
    agency_id = UUID(entered.json["id"])
    settle(host)
    staff = askers.person(host, "agency_staff", agency_id, name="Sanne")
    settle(host)
    congregation_id = new_id()
    leader = askers.person(host, "leader", congregation_id, name="Leider Lies")
    made = Network(host, coach, leader, staff, congregation_id, agency_id)
    made.tell(CongregationProfiled(congregation_id=congregation_id, **PROFILE))
    made.tell(CoachAssigned(congregation_id=congregation_id, coach_id=coach.id))
    return made
