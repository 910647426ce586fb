"""A tale told to a house of the test's own, with the time that passes and the letters that came."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import String, Text, select

from services.host import ALL, Host
from services.identity.model import Person
from services.notifications.model import Message
from services.tour.tale import COUNCIL, Tale
from shared.clock import StillClock
from tests import askers
from tests.askers import Asker


@dataclass
class Story(Tale):
    """A congregation, its coach and leaders, an agency, and the time that passes."""

    host: Host = field(kw_only=True, repr=False)
    clock: StillClock = field(kw_only=True)
    people: dict[str, Asker] = field(kw_only=True)

    @property
    def today(self) -> date:
        return self.clock.now().date()

    def ask(self, who: str, method: str, path: str, body: Any = None, *, of: str = "") -> Any:
        service, asker = of or "congregations", self.people[who]
        answer = askers.call(self.host, asker, service, method, path, body)
        assert answer.status_code < 300, f"{method} {path}: {answer.status_code} {answer.text}"
        return answer.get_json() if answer.is_json else answer

    def ask_nobody(self, path: str, body: Any) -> Any:
        answer = askers.call(self.host, None, "congregations", "POST", path, body)
        assert answer.status_code < 300, f"{path}: {answer.status_code} {answer.text}"
        return answer.get_json() if answer.is_json else None

    def settle(self) -> None:
        # services keep their assertions by a clock of their own, which did not advance
        for tools in self.host.tools.values():
            tools.credentials._held.clear()
        self.host.settle()

    def pass_time(self, *, days: int = 0, months: int = 0) -> None:
        """Let time pass, ten days at a step, as the timed jobs would see it."""
        left = days + months * 30 + months // 2
        while left > 0:
            self.clock.advance(timedelta(days=min(left, 10)))
            left -= 10
            self.settle()

    def letters(self, who: str) -> list[str]:
        """Return the names of the letters that somebody got, oldest first."""
        self.settle()
        with self.host.tools["notifications"].db.read() as db:
            statement = select(Message.letter).where(Message.person_id == self.people[who].id)
            return list(db.scalars(statement.order_by(Message.created_at, Message.id)))

    def contest_the_report(self) -> None:
        """A leader says that a decision is not so, which the coach wrote down as told to him."""
        told = next(d for d in self.here("journey")["decisions"] if d["state"] == "reported")
        no = {"answer": "contested", "note": "Wij hebben dit niet besloten."}
        self.ask("leader", "POST", f"/decisions/{told['id']}/answers", no)

    def people_stored(self) -> int:
        with self.host.tools["identity"].db.read() as db:
            return len(db.scalars(select(Person.id)).all())

    def names_outside_identity(self) -> list[str]:
        """Return where a name or address of an account stands outside identity's own tables.

        Only the mailbox of a sample installation keeps mails as they left, instead of sending them.
        """
        with self.host.tools["identity"].db.read() as db:
            people = db.execute(select(Person.name)).scalars().all()
        addresses = [who.email for who in self.people.values()]
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
    facts = {"name": name, "place": "Ede", "region": "NL-GE", "decision_body": COUNCIL}
    made = askers.call(host, coach, "congregations", "POST", "/congregations", facts).get_json()
    agency = askers.call(host, coach, "partners", "POST", "/agencies", {"name": "Verre Vrienden"})
    church, agency_id = made["id"], agency.get_json()["id"]
    host.settle()
    people = {
        "coach": coach,
        "leader": askers.person(host, "leader", UUID(church), name="Leider Baken"),
        "staff": askers.person(host, "agency_staff", UUID(agency_id), name="Medewerker Kompas"),
    }
    host.settle()
    return Story(church, agency_id, host=host, clock=clock, people=people)
