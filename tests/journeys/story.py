"""One congregation and the people around it, with verbs in which a journey can be told."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import String, Text, select

from services.host import ALL, Host
from services.identity.model import Person
from services.notifications.model import Message
from shared.clock import StillClock
from tests import askers
from tests.askers import Asker

COUNCIL = "church_council"


@dataclass
class Story:
    """A congregation, its coach and leaders, an agency, and the time that passes."""

    host: Host = field(repr=False)
    clock: StillClock
    coach: Asker
    second_coach: Asker
    leader: Asker
    staff: Asker
    church: str
    agency: str
    made: dict[str, Any] = field(default_factory=dict)

    # -- time and mail

    @property
    def today(self) -> date:
        return self.clock.now().date()

    def pass_time(self, *, days: int = 0, months: int = 0) -> None:
        """Let time pass, ten days at a step, as the timed jobs would see it."""
        left = days + months * 30 + months // 2
        while left > 0:
            self.clock.advance(timedelta(days=min(left, 10)))
            left -= 10
            self.settle()

    def settle(self) -> None:
        """Deliver every event, run every job, write every letter."""
        # services keep their assertions by a clock of their own, which did not advance
        for tools in self.host.tools.values():
            tools.credentials._held.clear()
        self.host.settle()

    def letters(self, who: Asker) -> list[str]:
        """Return the names of the letters that somebody got, oldest first."""
        self.settle()
        with self.host.tools["notifications"].db.read() as db:
            statement = select(Message.letter).where(Message.person_id == who.id)
            return list(db.scalars(statement.order_by(Message.created_at, Message.id)))

    # -- asking a service

    def ask(self, who: Asker, method: str, path: str, body: Any = None, *, of: str = "") -> Any:
        """Let somebody do something; it must succeed."""
        service = of or "congregations"
        answer = askers.call(self.host, who, service, method, path, body)
        assert answer.status_code < 300, f"{method} {path}: {answer.status_code} {answer.text}"
        return answer.get_json() if answer.is_json else answer

    def ask_nobody(self, path: str, body: Any) -> Any:
        """Let somebody without an account do something; it must succeed."""
        answer = askers.call(self.host, None, "congregations", "POST", path, body)
        assert answer.status_code < 300, f"{path}: {answer.status_code} {answer.text}"
        return answer.get_json() if answer.is_json else None

    def here(self, path: str) -> Any:
        """Return what the coach reads under the congregation's address."""
        return self.ask(self.coach, "GET", f"/congregations/{self.church}/{path}")

    @property
    def journey(self) -> Any:
        return self.here("journey")["journey"]

    def part(self, kind: str) -> Any:
        return next(track for track in self.journey["tracks"] if track["kind"] == kind)

    def states(self) -> dict[str, str]:
        return {track["kind"]: track["state"] for track in self.journey["tracks"]}

    def walk(self, kind: str, *states: str) -> None:
        """Bring a part of the journey through these states."""
        for state in states:
            path = f"/tracks/{self.part(kind)['id']}/states"
            self.ask(self.coach, "POST", path, {"to": state})

    def accept(self, kind: str) -> None:
        """Let the council accept what a part brought."""
        if self.part(kind)["state"] == "running":
            self.walk(kind, "reported")
        decision = {"about": "track", "about_id": self.part(kind)["id"], "to": "accepted"}
        self.ask(
            self.leader,
            "POST",
            f"/congregations/{self.church}/decisions",
            {**decision, **self.decided("Wij nemen dit aan.")},
        )

    def decide_to_go_on(self) -> None:
        """After the entry the congregation takes on the rest of the journey."""
        path = f"/journeys/{self.journey['id']}/tracks"
        self.ask(self.coach, "POST", path, {"from_template": "rest"})

    def take_over_from_paper(self, *kinds: str) -> None:
        """These parts were walked on paper before anybody wrote anything here."""
        for back, kind in enumerate(reversed(kinds), 1):
            on = (self.today - timedelta(days=60 * back)).isoformat()
            done = {"on": on, "note": "Op papier gedaan."}
            path = f"/tracks/{self.part(kind)['id']}/done-before"
            self.ask(self.coach, "POST", path, done)

    def end_journey(self, reason: str) -> None:
        path = f"/journeys/{self.journey['id']}/closing"
        self.ask(self.leader, "POST", path, {"reason": reason})

    def accept_launch(self) -> None:
        """The launch was held: the part about it is done."""
        self.walk("launch", "running")
        self.accept("launch")

    def attention(self) -> list[Any]:
        """Return what wants the coach's attention."""
        self.settle()
        (glance,) = self.ask(self.coach, "GET", "/home")["congregations"]
        found: list[Any] = glance["attention"]
        return found

    def contest_the_report(self) -> None:
        """A leader says that a decision is not so, which the coach wrote down as told to him."""
        told = next(d for d in self.here("journey")["decisions"] if d["state"] == "reported")
        no = {"answer": "contested", "note": "Wij hebben dit niet besloten."}
        self.ask(self.leader, "POST", f"/decisions/{told['id']}/answers", no)

    def decided(self, text: str) -> dict[str, Any]:
        return {"body": COUNCIL, "held_on": self.today.isoformat(), "text": text}

    # -- who is stored

    def people_stored(self) -> int:
        with self.host.tools["identity"].db.read() as db:
            return len(db.scalars(select(Person.id)).all())

    def names_outside_identity(self) -> list[str]:
        """Return where a name or address of an account stands outside identity's own tables.

        Only the mailbox of a sample installation keeps mails as they left, instead of sending them.
        """
        with self.host.tools["identity"].db.read() as db:
            people = db.execute(select(Person.name)).scalars().all()
        addresses = [who.email for who in (self.coach, self.second_coach, self.leader, self.staff)]
        wanted = [*people, *addresses]
        return [
            f"{service.name}.{table.name}"
            for service in ALL
            if service.metadata is not None and service.name != "identity"
            for table in service.metadata.sorted_tables
            if (service.name, table.name) != ("notifications", "mailbox")
            and any(name in text for text in self._texts(service.name, table) for name in wanted)
        ]

    def _texts(self, service: str, table: Any) -> list[str]:
        columns = [c for c in table.columns if isinstance(c.type, (String, Text))]
        if not columns:
            return []
        with self.host.tools[service].db.read() as db:
            return [str(value) for row in db.execute(select(*columns)) for value in row if value]


def begin(host: Host, clock: StillClock, name: str = "De Brug") -> Story:
    """Return the beginning of a story: a congregation that is registered and nothing more."""
    coach = askers.person(host, "coach", name="Coach Reiziger")
    second = askers.person(host, "coach", name="Coach Tweede")
    facts = {"name": name, "place": "Ede", "region": "NL-GE", "decision_body": COUNCIL}
    made = askers.call(host, coach, "congregations", "POST", "/congregations", facts).get_json()
    agency = askers.call(host, coach, "partners", "POST", "/agencies", {"name": "Verre Vrienden"})
    church, agency_id = made["id"], agency.get_json()["id"]
    host.settle()
    story = Story(
        host=host,
        clock=clock,
        coach=coach,
        second_coach=second,
        leader=askers.person(host, "leader", UUID(church), name="Leider Baken"),
        staff=askers.person(host, "agency_staff", UUID(agency_id), name="Medewerker Kompas"),
        church=church,
        agency=agency_id,
    )
    host.settle()
    return story
