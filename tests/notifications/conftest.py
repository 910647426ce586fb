"""One congregation, its coach and leaders, known to all services; mail as its readers see it."""

from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from services.host import Host
from services.notifications.model import BoxedMail, Delivery, Message
from shared.contracts.event import Event
from shared.events.outbox import record
from tests import askers
from tests.askers import Asker


@dataclass
class Mail:
    """One mail as it arrived."""

    to: str
    message: EmailMessage

    @property
    def subject(self) -> str:
        return str(self.message["subject"])

    @property
    def message_id(self) -> str:
        return str(self.message["message-id"])

    @property
    def text(self) -> str:
        return self._part("text/plain")

    @property
    def calendar(self) -> str | None:
        found = [p for p in self.message.walk() if p.get_content_type() == "text/calendar"]
        payload = found[0].get_payload(decode=True) if found else None
        return payload.decode().replace("\r\n ", "") if isinstance(payload, bytes) else None

    @property
    def everything(self) -> str:
        return "\n".join(
            [
                *map(str, self.message.values()),
                self.text,
                self._part("text/html"),
                self.calendar or "",
            ]
        )

    def _part(self, kind: str) -> str:
        return next(p.get_content() for p in self.message.walk() if p.get_content_type() == kind)


def read(to: str, content: bytes) -> Mail:
    message = message_from_bytes(content, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return Mail(to, message)


@dataclass
class Church:
    """The people around one congregation, and what they do and read."""

    host: Host
    id: UUID
    coach: Asker
    anna: Asker
    bert: Asker

    def call(
        self, who: Asker | None, service: str, method: str, path: str, json: object = None
    ) -> Any:
        answer = askers.call(self.host, who, service, method, path, json)
        assert answer.status_code < 300, answer.text
        return answer.get_json()

    def plan(self, **other: Any) -> dict[str, Any]:
        wish = {
            "congregation_id": str(self.id),
            "kind": "discover_workshop",
            "title": "Gaven ontdekken",
            "local_start": "2027-01-14T19:30",
            "minutes": 120,
            "place": "De Ark, Lindelaan 3",
            "agenda": "Koffie\nGaven en talenten",
        } | other
        planned: dict[str, Any] = self.call(self.coach, "scheduling", "POST", "/sessions", wish)
        return planned

    def move(self, session: dict[str, Any], to: str) -> None:
        self.call(
            self.coach, "scheduling", "PATCH", f"/sessions/{session['id']}", {"local_start": to}
        )

    def cancel(self, session: dict[str, Any]) -> None:
        path = f"/sessions/{session['id']}/cancellation"
        self.call(self.coach, "scheduling", "POST", path, {})

    def choose(self, who: Asker, choice: str) -> None:
        self.call(who, "scheduling", "PUT", "/preference", {"choice": choice})

    def mails(self, who: Asker | None = None) -> list[Mail]:
        with self.host.tools["notifications"].db.read() as db:
            rows = db.execute(
                select(BoxedMail.recipient, BoxedMail.content).order_by(BoxedMail.id)
            ).all()
        return [read(to, content) for to, content in rows if who is None or to == who.email]

    def states(self, who: Asker | None = None) -> list[tuple[str, str]]:
        with self.host.tools["notifications"].db.read() as db:
            rows = db.execute(
                select(Message.letter, Delivery.state, Message.person_id)
                .join(Delivery, Delivery.message_id == Message.id)
                .order_by(Message.id)
            ).all()
        return [(letter, state) for letter, state, person in rows if not who or person == who.id]

    def delivery(self, who: Asker) -> Delivery:
        with self.host.tools["notifications"].db.read() as db:
            found = db.scalars(
                select(Delivery)
                .join(Message)
                .where(Message.person_id == who.id)
                .order_by(Delivery.id.desc())
            ).first()
            assert found is not None
            db.expunge(found)
        return found

    def tell(self, event: Event) -> None:
        with self.host.tools[event.publisher()].db.write() as db:
            record(db, event, at=self.host.clock.now())


@dataclass
class Agency:
    """An agency whose offering the coach proposes to the congregation, step by step."""

    church: Church
    id: UUID
    staff: Asker | None
    contact_email: str

    def propose(self, **of_offering: Any) -> str:
        church, offering = self.church, self._offering(**of_offering)
        wish = {
            "congregation_id": str(church.id),
            "offering_id": offering,
            "paragraph": "Dit past bij jullie.",
        }
        match = church.call(church.coach, "partners", "POST", "/matches", wish)
        return str(match["id"])

    def congregation_says_yes(self, match_id: str) -> None:
        answer = {"answer": "yes", "body": "church_council", "held_on": "2026-11-20"}
        path = f"/matches/{match_id}/answers"
        self.church.call(self.church.anna, "partners", "POST", path, answer)

    def agency_says_yes(self, match_id: str) -> None:
        path = f"/matches/{match_id}/answers"
        self.church.call(self.staff, "partners", "POST", path, {"answer": "yes"})

    def _offering(self, **more: Any) -> str:
        content = {
            "title_nl": "Zomerweek onder nieuwkomers",
            "title_en": "Summer week among newcomers",
            "kind": "short_term",
            "state": "open",
        } | more
        path = f"/agencies/{self.id}/offerings"
        who = self.staff or self.church.coach
        return str(self.church.call(who, "partners", "POST", path, content)["id"])


def agency_of(church: Church, *, claimed: bool) -> Agency:
    contact = {"name": "Maria Smit", "email": "maria@naasten.example", "language": "nl"}
    content = {"name": "Verre Naasten"} | ({} if claimed else {"contact": contact})
    made = church.call(church.coach, "partners", "POST", "/agencies", content)
    church.host.settle()
    staff = None
    if claimed:
        agency_id = UUID(made["id"])
        staff = askers.person(church.host, "agency_staff", agency_id, name="Karel", language="en")
    church.host.settle()
    return Agency(church, UUID(made["id"]), staff, contact["email"])


def church_of(host: Host) -> Church:
    coach = askers.person(host, "coach", name="Pieter Bos")
    path = "/congregations"
    answer = askers.call(
        host, coach, "congregations", "POST", path, {"name": "De Bron", "place": "Ede"}
    )
    assert answer.status_code == 201, answer.text
    congregation_id = UUID(answer.get_json()["id"])
    host.settle()
    anna = askers.person(host, "leader", congregation_id, name="Anna de Wit")
    bert = askers.person(host, "leader", congregation_id, name="Bert Vos", language="en")
    host.settle()
    return Church(host, congregation_id, coach, anna, bert)


@pytest.fixture
def church(host: Host) -> Church:
    return church_of(host)


@pytest.fixture
def agency(church: Church) -> Agency:
    return agency_of(church, claimed=True)


@pytest.fixture
def unclaimed(church: Church) -> Agency:
    return agency_of(church, claimed=False)
