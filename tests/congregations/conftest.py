"""One congregation with its coach, leader and working group, and people who have no part in it."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from werkzeug.test import Client as Browser
from werkzeug.test import TestResponse

from services.host import Host
from shared.contracts.envelope import open_envelope
from shared.contracts.event import Event
from shared.events.outbox import record
from shared.events.tables import outbox
from tests import askers
from tests.askers import Asker


@dataclass
class Church:
    """The people around one congregation, and the ways in which they use the service."""

    host: Host = field(repr=False)
    id: UUID
    coach: Asker
    leader: Asker
    working_group: Asker
    other_coach: Asker
    other_leader: Asker
    operator: Asker

    def call(self, who: Asker | None, method: str, path: str, json: object = None) -> TestResponse:
        return askers.call(self.host, who, "congregations", method, path, json)

    def ok(self, who: Asker, method: str, path: str, json: object = None) -> Any:
        answer = self.call(who, method, path, json)
        assert answer.status_code < 300, answer.text
        return answer.get_json()

    def send(self, who: Asker, path: str, body: bytes, media_type: str) -> TestResponse:
        return Browser(self.host.apps["congregations"]).post(
            path,
            base_url="http://localhost/api/congregations",
            headers={
                "Authorization": f"Bearer {who.bearer('congregations')}",
                "Content-Type": media_type,
            },
            data=body,
        )

    @property
    def path(self) -> str:
        return f"/congregations/{self.id}"

    def profile(self) -> Any:
        return self.ok(self.coach, "GET", self.path)

    def open(self, tracks: str = "all", template: str = "brochure-8") -> Any:
        wish = {"template": template, "tracks": tracks}
        return self.ok(self.coach, "POST", f"{self.path}/journeys", wish)

    def overview(self, who: Asker | None = None) -> Any:
        return self.ok(who or self.coach, "GET", f"{self.path}/journey")

    def track(self, kind: str) -> Any:
        return next(t for t in self.overview()["journey"]["tracks"] if t["kind"] == kind)

    def walk(self, kind: str, *states: str) -> Any:
        """Bring a track through these states, and return it."""
        track = self.track(kind)
        for state in states:
            track = self.ok(self.coach, "POST", f"/tracks/{track['id']}/states", {"to": state})
        return track

    def may_launch(self) -> None:
        """Agree on the launch, and take over from paper the parts that it rests on."""
        self.walk("launch", "agreed")
        for kind in ("mobilisation", "synergy"):
            path = f"/tracks/{self.track(kind)['id']}/done-before"
            self.ok(self.coach, "POST", path, {"on": "2026-01-15", "note": "Op papier"})

    def deciding(self, kind: str, **other: Any) -> dict[str, Any]:
        return {
            "about": "track",
            "about_id": self.track(kind)["id"],
            "body": "church_council",
            "held_on": "2026-11-20",
            "text": "De kerkenraad neemt het verslag aan.",
            "to": "accepted",
        } | other

    def home(self) -> Any:
        return self.ok(self.coach, "GET", "/home")["congregations"]

    def attention(self) -> list[str]:
        return [found["code"] for found in self.home()[0]["attention"]]

    def events(self) -> list[str]:
        """Return the names of the events recorded so far, oldest first, without the prefix."""
        with self.host.tools["congregations"].db.read() as db:
            types = db.execute(select(outbox.c.type).order_by(outbox.c.position)).scalars()
            return [one.removeprefix("org.missionscoach.congregations.") for one in types]

    def last_event(self, name: str) -> dict[str, object]:
        """Return what the newest event of this name carries."""
        with self.host.tools["congregations"].db.read() as db:
            bodies = db.execute(select(outbox.c.body).order_by(outbox.c.position.desc())).scalars()
            opened = [open_envelope(body) for body in bodies]
        return next(one.data for one in opened if f".{name}.v" in one.type)

    def hear(self, event: Event) -> None:
        """Let another service say that something happened, and deliver it."""
        with self.host.tools[event.publisher()].db.write() as db:
            record(db, event, at=self.host.clock.now())
        self.host.buses["congregations"].deliver()


@pytest.fixture
def church(host: Host) -> Church:
    coach = askers.person(host, "coach")
    made = askers.call(
        host, coach, "congregations", "POST", "/congregations", {"name": "De Brug", "place": "Ede"}
    )
    assert made.status_code == 201, made.text
    church_id = UUID(made.get_json()["id"])
    found = Church(
        host=host,
        id=church_id,
        coach=coach,
        leader=askers.person(host, "leader", church_id),
        working_group=askers.person(host, "working_group", church_id),
        other_coach=askers.person(host, "coach"),
        other_leader=askers.person(host, "leader"),
        operator=askers.person(host, "operator"),
    )
    # everybody's roles are known before anything happens
    host.settle()
    return found
