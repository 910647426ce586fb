"""One congregation with its coach and two leaders, known to scheduling by real events."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from services.host import Host
from shared.clock import new_id
from shared.contracts.congregations import CoachAssigned, LaunchRecorded
from shared.contracts.envelope import open_envelope
from shared.contracts.event import Event
from shared.events.outbox import record
from shared.events.tables import outbox
from tests import askers
from tests.askers import Asker


@dataclass
class Church:
    """The people of one congregation, and the ways in which they use scheduling."""

    host: Host
    id: UUID
    coach: Asker
    anna: Asker
    bert: Asker

    def wish(self, **other: Any) -> dict[str, Any]:
        return {
            "congregation_id": str(self.id),
            "kind": "discover_workshop",
            "local_start": "2027-01-14T19:30",
            "minutes": 120,
            "place": "De Ark, Lindelaan 3",
            "agenda": "Koffie\nGaven en talenten",
        } | other

    def plan(self, **other: Any) -> dict[str, Any]:
        answer = self.call(self.coach, "POST", "/sessions", self.wish(**other))
        assert answer.status_code == 201, answer.text
        return answer.get_json()

    def call(self, who: Asker | None, method: str, path: str, json: object = None) -> TestResponse:
        return askers.call(self.host, who, "scheduling", method, path, json)

    def letter(self, session_id: str, person: Asker | None = None) -> dict[str, Any]:
        service = askers.service(self.host, "notifications")
        query = f"?person_id={person.id}" if person else ""
        answer = self.call(service, "GET", f"/letters/session/{session_id}{query}")
        assert answer.status_code == 200, answer.text
        return answer.get_json()

    def tell(self, event: Event) -> None:
        with self.host.tools[event.publisher()].db.write() as db:
            record(db, event, at=self.host.clock.now())
        self.host.settle()

    def launch(self, journey_id: UUID, on: date, launch_id: UUID | None = None) -> UUID:
        launch_id = launch_id or new_id()
        self.tell(
            LaunchRecorded(
                launch_id=launch_id, journey_id=journey_id, congregation_id=self.id, held_on=on
            )
        )
        return launch_id

    def sessions(self, who: Asker | None = None) -> list[dict[str, Any]]:
        path = f"/sessions?congregation_id={self.id}&limit=200"
        return self.call(who or self.coach, "GET", path).get_json()["items"]

    def told(self, name: str) -> list[dict[str, Any]]:
        with self.host.tools["scheduling"].db.read() as db:
            bodies = db.scalars(select(outbox.c.body).order_by(outbox.c.position)).all()
        envelopes = [open_envelope(body) for body in bodies]
        return [one.data for one in envelopes if one.type.endswith(f".{name}.v1")]


def church_of(host: Host, coach: Asker) -> Church:
    anna = askers.person(host, "leader")
    bert = askers.person(host, "leader", anna.organisation_id, language="en")
    church = Church(host, anna.organisation_id, coach, anna, bert)
    church.tell(CoachAssigned(congregation_id=church.id, coach_id=coach.id))
    return church


@pytest.fixture
def church(host: Host) -> Church:
    return church_of(host, askers.person(host, "coach"))


@pytest.fixture
def other_church(host: Host, church: Church) -> Church:
    return church_of(host, church.coach)
