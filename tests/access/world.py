"""One small world for the tests of the access table, built as its people would build it."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

from sqlalchemy import insert, select
from werkzeug.test import TestResponse

from services.host import Host
from services.identity.actions import setup_link
from services.notifications.model import Delivery
from shared.clock import StillClock, new_id
from shared.contracts.event import NETWORK
from shared.events.tables import inbox
from tests import askers
from tests.access.house import House, Who
from tests.access.personas import Persona
from tests.access.worlds import PARTS
from tests.askers import Asker

ALL_SCOPES = ("offerings:write", "offerings:read", "matches:answer")
OFFERING = {
    "title_nl": "Zomerweek onder nieuwkomers",
    "kind": "short_term",
    "functions": ["diaspora"],
    "means": ["go"],
    "countries": ["TR"],
    "capacity": 2,
    "state": "open",
}


@dataclass
class World:
    """The house, who asks, the ids of all things by name, and the texts that must not leak."""

    house: House
    ids: dict[str, str] = field(default_factory=dict)
    personas: dict[str, Persona] = field(default_factory=dict)
    # text: the personas that may read it
    secrets: dict[str, frozenset[str]] = field(default_factory=dict)
    _strangers: dict[str, str] = field(default_factory=lambda: defaultdict(lambda: str(new_id())))

    @property
    def strangers(self) -> dict[str, str]:
        """Return an id that nothing has for every name, and the texts that are no ids."""
        return {
            name: self._strangers[name] if _is_id(text) and name != "network" else text
            for name, text in self.ids.items()
        }

    def person(self, name: str) -> Asker:
        """Return the asker behind a persona that is a person, link or service."""
        found = self.personas[name].asker
        assert isinstance(found, Asker)
        return found


def _is_id(text: str) -> bool:
    return len(text) == 36 and text.count("-") == 4


def build(host: Host, clock: StillClock) -> World:
    """Build the world; everything is done over HTTP by who may do it."""
    builder = Builder(World(House(host)), host, clock)
    builder.people()
    builder.journeys()
    builder.offerings()
    builder.matches()
    builder.sessions()
    host.settle()
    for part in PARTS:
        part.build(builder)
        host.settle()
    builder.mails()
    builder.parked()
    # nothing is delivered from here on, so that these letters are still to be written
    builder.letters()
    builder.personas()
    builder.secrets()
    builder.world.house.keep()
    return builder.world


@dataclass
class Builder:
    """The steps in which the world comes to be."""

    world: World
    host: Host
    clock: StillClock
    who: dict[str, Any] = field(default_factory=dict)

    @property
    def ids(self) -> dict[str, str]:
        """Return the ids of all things by name."""
        return self.world.ids

    def do(self, who: str | Who, service: str, route: str, body: Any = None) -> Any:
        """Let somebody do something; it must succeed. Returns the answer's JSON."""
        asker = self.who[who] if isinstance(who, str) and who in self.who else who
        method, path = route.split(" ", 1)
        answer = askers.call(self.host, asker, service, method, path.format_map(self.ids), body)
        assert answer.status_code < 300, f"{who} {route}: {answer.status_code} {answer.text}"
        return answer.get_json() if answer.is_json else answer

    def upload(self, who: str, path: str, content: bytes) -> TestResponse:
        """Let somebody send bytes to congregations."""
        asker: Asker = self.who[who]
        where = path.format_map(self.ids)
        return self.world.house.send(
            asker, "congregations", f"POST {where}", body=content, media="text/plain"
        )

    def join(self, name: str, role: Any, place: str = "") -> None:
        """Let a person hold a role in a place."""
        where = UUID(self.ids[place]) if place else None
        self.who[name] = askers.person(self.host, role, where, name=f"Persoon {name}")
        self.ids[name] = str(self.who[name].id)
        self.ids[f"membership_{name}"] = str(self.who[name].membership_id)
        self.ids[f"address_{name}"] = self.who[name].email

    def people(self) -> None:
        """Operator, coaches, two congregations, three agencies and their people."""
        self._operator()
        self.who["service"] = askers.service(self.host, "notifications")
        self.ids["network"] = str(NETWORK)
        self.ids["secret_partners"] = self.host.settings.service_secrets["partners"]
        for name in ("k", "m", "l"):
            self.join(f"coach_{name}", "coach")
        for place, coach in (("a", "coach_k"), ("b", "coach_l"), ("c", "coach_k")):
            content = {"name": f"Gemeente Geheim {place.upper()}", "place": "Utrecht"}
            profile = {"gifts": {"pray": "many"}, "passions": {"country": ["TR"]}}
            made = self.do(coach, "congregations", "POST /congregations", {**content, **profile})
            self.ids[place] = made["id"]
        self.host.settle()
        for place in ("a", "b"):
            self.join(f"leader_{place}", "leader", place)
            self.join(f"group_{place}", "working_group", place)
        self._other_ties()
        for place in ("p", "q", "r"):
            contact = {"name": f"Contact {place}", "email": f"contact-{place}@agency.example"}
            content = {"name": f"Organisatie {place.upper()}", "contact": contact}
            made = self.do("coach_k", "partners", "POST /agencies", content)
            self.ids[place] = made["id"]
        self.host.settle()
        self.join("staff_p", "agency_staff", "p")
        self.join("staff_r", "agency_staff", "r")
        self.join("coach_p", "coach", "p")
        self._contact()
        for name, place, scopes in (
            ("key_p", "p", ALL_SCOPES),
            ("key_p_reads", "p", ("offerings:read",)),
            ("key_r", "r", ALL_SCOPES),
        ):
            self._key(name, place, scopes)
        self.host.settle()

    def _operator(self) -> None:
        with self.host.tools["identity"].db.write() as db:
            link = setup_link(db, self.clock.now())
        token = parse_qs(urlsplit(link or "").query)["token"][0]
        someone = {"name": "Operator", "email": "operator@network.example", "language": "nl"}
        self.do(None, "identity", "POST /setup", {**someone, "token": token})
        self.join("operator", "operator")
        self.join("operator_2", "operator")

    def _other_ties(self) -> None:
        """Somebody with two roles, somebody who left, a coach who no longer guides."""
        self.join("both", "leader", "b")
        askers.also(self.host, self.who["both"], "working_group", UUID(self.ids["a"]))
        self.join("former", "leader", "a")
        self.do("leader_a", "identity", "DELETE /memberships/{membership_former}")
        for coach in ("coach_m", "coach_l"):
            route = f"PUT /congregations/{{a}}/coaches/{self.ids[coach]}"
            self.do("coach_k", "congregations", route)
        self.do("operator", "congregations", "DELETE /congregations/{a}/coaches/{coach_l}")

    def _contact(self) -> None:
        people = self.do("operator", "identity", "GET /organisations/{q}/people")
        (contact,) = [one for one in people if one["role"] == "contact"]
        self.ids["contact_q"] = contact["person_id"]
        self.ids["membership_contact_q"] = contact["membership_id"]
        # the actor of somebody who is only written to, were he ever to come as a person
        self.who["contact_q"] = askers.person(self.host, "contact", UUID(self.ids["q"]))

    def _key(self, name: str, place: str, scopes: tuple[str, ...]) -> None:
        content = {"name": name, "scopes": list(scopes)}
        route = f"POST /organisations/{{{place}}}/keys"
        made = self.do(f"staff_{place}", "identity", route, content)
        self.ids[name], self.ids[f"plain_{name}"] = made["id"], made["key"]
        self.who[name] = made["key"]

    def journeys(self) -> None:
        """A journey of each congregation with all that is written down on the way."""
        for place, coach in (("a", "coach_k"), ("b", "coach_l")):
            route = f"POST /congregations/{{{place}}}/journeys"
            made = self.do(coach, "congregations", route, {"template": "brochure-8"})
            self.ids[f"journey_{place}"] = made["id"]
            for track in made["tracks"]:
                self.ids[f"{track['kind']}_{place}"] = track["id"]
                if track["steps"]:
                    self.ids[f"step_{track['kind']}_{place}"] = track["steps"][0]["id"]
            self._records(place, coach)
        self._decisions()
        self.host.settle()

    def _records(self, place: str, coach: str) -> None:
        home = f"/congregations/{{{place}}}"
        for kind in ("launch", "mobilisation"):
            route = f"POST /tracks/{self.ids[f'{kind}_{place}']}/states"
            self.do(coach, "congregations", route, {"to": "agreed"})
        for what, content in (
            ("contacts", {"line": f"Gebeld over geheim {place}"}),
            ("notes", {"text": f"Notitie geheim {place}"}),
        ):
            made = self.do(coach, "congregations", f"POST {home}/{what}", content)
            self.ids[f"{what}_{place}"] = made["id"]
        file = self.upload(
            coach, f"{home}/files?name=verslag.txt", b"Verslag geheim " + place.encode()
        )
        self.ids[f"file_{place}"] = file.get_json()["id"]
        paper = f"POST /tracks/{self.ids[f'mobilisation_{place}']}/done-before"
        self.do(coach, "congregations", paper, {"on": "2026-05-01", "note": "Op papier"})
        launched = {"held_on": "2026-11-01", "note": f"Feest geheim {place}", "waiver": "Klein"}
        route = f"POST /journeys/{{journey_{place}}}/launch"
        made = self.do(coach, "congregations", route, launched)
        self.ids[f"launched_{place}"] = made["id"]

    def _decisions(self) -> None:
        about = {"about": "track", "about_id": self.ids["discover_a"], "held_on": "2026-11-20"}
        content = {**about, "body": "church_council", "text": "Besluit geheim a", "to": "agreed"}
        reported = {**content, "as_reported": {"by_role": "leader", "by_name": "Anna"}}
        route = "POST /congregations/{a}/decisions"
        self.ids["decision_a"] = self.do("coach_k", "congregations", route, reported)["id"]

    def offerings(self) -> None:
        """What agencies offer: open ones and a draft."""
        for name, place, who in (
            ("offering_p", "p", "staff_p"),
            ("offering_p2", "p", "staff_p"),
            ("offering_p3", "p", "staff_p"),
            ("offering_q", "q", "coach_k"),
            ("offering_r", "r", "staff_r"),
            ("offering_r2", "r", "staff_r"),
        ):
            route = f"POST /agencies/{{{place}}}/offerings"
            content = {**OFFERING, "ref": name, "title_en": f"Week {name}"}
            self.ids[name] = self.do(who, "partners", route, content)["id"]
        draft = {**OFFERING, "state": "draft", "title_nl": "Concept geheim p", "ref": "draft"}
        made = self.do("staff_p", "partners", "POST /agencies/{p}/offerings", draft)
        self.ids["draft_p"] = made["id"]

    def matches(self) -> None:
        """A match in each state that makes a difference to who may see it."""
        yes = {"answer": "yes", "body": "church_council", "held_on": "2026-11-20"}
        no = {"answer": "no", "reason": "Reden geheim a"}
        for name, place, offering, answers in (
            ("asked", "a", "offering_p", ()),
            ("agency_asked", "a", "offering_p2", (("leader_a", yes),)),
            ("introduced", "a", "offering_p3", (("leader_a", yes), ("staff_p", {"answer": "yes"}))),
            ("refused", "a", "offering_r2", (("leader_a", no),)),
            ("linked", "b", "offering_q", (("leader_b", yes),)),
        ):
            coach = "coach_k" if place == "a" else "coach_l"
            wish = {
                "congregation_id": self.ids[place],
                "offering_id": self.ids[offering],
                "override_reason": "Omdat geheim a" if place == "a" else "Zij vroegen het",
            }
            made = self.do(coach, "partners", "POST /matches", wish)
            self.ids[name] = made["id"]
            for who, content in answers:
                self.do(who, "partners", f"POST /matches/{{{name}}}/answers", content)
        self.host.settle()

    def sessions(self) -> None:
        """Sessions of both congregations: firm, delicate, held, and a run; feeds of everybody."""
        soon = self.clock.now() + timedelta(hours=26)
        self.ids["held_a"] = self._plan("a", soon, "discover_workshop")
        self.clock.advance(timedelta(days=2))
        for tools in self.host.tools.values():
            # services keep their assertions by a clock of their own, which did not advance
            tools.credentials._held.clear()
        start = self.clock.now().replace(hour=19) + timedelta(days=30)
        guest = [self.ids["staff_p"], self.ids["leader_a"], self.ids["coach_k"]]
        self.ids["session_a"] = self._plan("a", start, "discover_workshop", participants=guest)
        start += timedelta(days=1)
        title = {"title": "Persoonlijk geheim a"}
        personal = {"participants": [self.ids["coach_k"]], "label": 3, **title}
        self.ids["personal_a"] = self._plan("a", start, "discover_workshop", **personal)
        self.ids["session_b"] = self._plan("b", start, "discover_workshop")
        run = {"congregation_id": self.ids["a"], "first": "2027-03-02", "time": "19:30"}
        made = self.do("coach_k", "scheduling", "POST /runs", run)
        self.ids["run_a"] = made["run_id"]
        for name in ("leader_a", "staff_p", "coach_l", "operator"):
            made = self.do(name, "scheduling", "POST /feeds", {"device": "telefoon"})
            self.ids[f"feed_{name}"] = made["id"]
            self.ids[f"fetch_{name}"] = made["token"]
        found = self.do("coach_k", "scheduling", "GET /sessions?congregation_id={a}&limit=200")
        ideas = [one["id"] for one in found["items"] if one["state"] == "idea"]
        self.ids["idea_a"] = ideas[0]

    def _plan(self, place: str, start: datetime, kind: str, **more: Any) -> str:
        coach = "coach_k" if place == "a" else "coach_l"
        wish = {
            "congregation_id": self.ids[place],
            "kind": kind,
            "local_start": f"{start:%Y-%m-%dT%H:%M}",
            "minutes": 120,
            "title": f"Avond geheim {place}",
            **more,
        }
        planned: str = self.do(coach, "scheduling", "POST /sessions", wish)["id"]
        return planned

    def mails(self) -> None:
        """One of the mails that went out, and where it stands."""
        (mail, *_) = self.do(None, "notifications", "GET /mailbox")["items"]
        self.ids["mail"] = mail["id"]
        with self.host.tools["notifications"].db.write() as db:
            sent, broken = db.scalars(select(Delivery).where(Delivery.state == "sent").limit(2))
            # as after a line that broke between the last byte and the relay's answer
            broken.state = "unknown"
            self.ids["delivery_sent"], self.ids["delivery"] = str(sent.id), str(broken.id)

    def parked(self) -> None:
        """In every service an event that could not be handled and waits for the operator."""
        self.ids["parked"] = str(new_id())
        row = {
            "source": "https://network.example/elsewhere",
            "event_id": UUID(self.ids["parked"]),
            "type": "org.missionscoach.partners.agency.claimed.v1",
            "subject": "agency/1",
            "state": "parked",
            "attempts": 5,
            "reason": "a fault in a handler",
            "received_at": self.clock.now(),
        }
        for name in self.host.apps:
            with self.host.tools[name].db.write() as db:
                db.execute(insert(inbox).values(**row))

    def letters(self) -> None:
        """What was mailed: invitations, sign-ins, a link; and browsers that are signed in."""
        for name, place, who, role in (
            ("a", "a", "leader_a", "working_group"),
            ("p", "p", "staff_p", "agency_staff"),
            ("q", "q", "coach_k", "agency_staff"),
        ):
            route = f"POST /organisations/{{{place}}}/invitations"
            someone = {"name": "Nieuw", "email": f"new-{name}@network.example", "role": role}
            for which in ("invited", "opened"):
                someone["email"] = f"{which}-{name}@network.example"
                made = self.do(who, "identity", route, someone)
                self.ids[f"{which}_{name}"] = made["id"]
            letter = f"POST /invitations/{{opened_{name}}}/letter"
            self.ids[f"invitation_token_{name}"] = self.do("service", "identity", letter)["token"]
        for name in ("key_p", "key_p_reads", "key_r"):
            # a use is noted once an hour; after that a refused call changes nothing
            self.do("service", "identity", "POST /keys/check", {"key": self.who[name]})
        for name in ("asked_in", "lettered"):
            ask = {"email": self.ids["address_leader_a"]}
            made = self.do(None, "identity", "POST /sign-ins", ask)
            self.ids[f"sign_in_{name}"] = made["sign_in_id"]
        made = self.do("service", "identity", "POST /sign-ins/{sign_in_lettered}/letter")
        self.ids["sign_in_code"], self.ids["sign_in_token"] = made["code"], made["token"]
        link = {"purpose": "answer", "subject": self.ids["linked"]}
        of = {"person_id": self.ids["contact_q"], "organisation_id": self.ids["q"]}
        self.ids["link_token"] = self.do("service", "identity", "POST /links", link | of)["token"]
        for name in ("leader_a", "coach_l"):
            entry = {"person_id": self.ids[name]}
            made = self.do(None, "identity", "POST /sample/sign-in", entry)
            self.ids[f"browser_{name}"] = made["session_token"]
            (browser,) = self.do(name, "identity", "GET /sessions")
            self.ids[f"signed_in_{name}"] = browser["id"]

    def personas(self) -> None:
        """Everybody who asks, with what he is to whom."""
        self.who["link_q"] = askers.link(self.host, self._as_contact(), self._scope("linked"))
        self.who["link_other"] = askers.link(self.host, self._as_contact(), self._scope("asked"))
        guides = {"coach_k": "ac", "coach_m": "a", "coach_l": "b"}
        roles = {
            "operator": [("operator", "network")],
            "coach_k": [("coach", "network")],
            "coach_m": [("coach", "network")],
            "coach_l": [("coach", "network")],
            "coach_p": [("coach", "p")],
            "leader_a": [("leader", "a")],
            "leader_b": [("leader", "b")],
            "group_a": [("working_group", "a")],
            "both": [("leader", "b"), ("working_group", "a")],
            "former": [],
            "staff_p": [("agency_staff", "p")],
            "staff_r": [("agency_staff", "r")],
            "contact_q": [("contact", "q")],
        }
        for name, held in roles.items():
            self._add(
                name,
                roles=frozenset(held),
                guides=frozenset(guides.get(name, "")),
                entered=frozenset({"q"} if name == "coach_k" else ()),
                introduced=frozenset({"a"} if name == "staff_p" else ()),
            )
        for name, place, scopes in (
            ("key_p", "p", ALL_SCOPES),
            ("key_p_reads", "p", ("offerings:read",)),
            ("key_r", "r", ALL_SCOPES),
        ):
            staff = frozenset({("agency_staff", place)})
            self._add(name, kind="key", roles=staff, scopes=frozenset(scopes))
        for name, subject in (("link_q", "linked"), ("link_other", "asked")):
            self._add(name, kind="link", roles=frozenset({("contact", "q")}), subject=subject)
        self._add("service", kind="service")
        self._add("nobody", kind="nobody")

    def _add(self, name: str, **what: Any) -> None:
        self.world.personas[name] = Persona(name, self.who.get(name), **what)

    def _scope(self, match: str) -> str:
        return f"answer:{self.ids[match]}"

    def _as_contact(self) -> Asker:
        contact: Asker = self.who["contact_q"]
        return contact

    def secrets(self) -> None:
        """The texts that must not leak, each with who may read it."""
        guiding = {"coach_k", "coach_m", "service"}
        at_a = guiding | {"leader_a", "group_a", "both"}
        at_b = {"coach_l", "leader_b", "both", "service"}
        names = {"Geheim A": at_a | {"operator", "staff_p"}, "Geheim B": at_b | {"operator"}}
        for place, readers in (("a", at_a), ("b", at_b)):
            coaches = {"coach_l"} if place == "b" else {"coach_k", "coach_m"}
            names[f"Feest geheim {place}"] = readers
            names[f"Besluit geheim {place}"] = readers
            for what in ("Strategie", "Visie", "Doel", "Actie", "Gebed", "Bezwaar"):
                names[f"{what} geheim {place}"] = readers
            names[f"Verslag geheim {place}"] = readers
            names[f"Gebeld over geheim {place}"] = coaches
            names[f"Notitie geheim {place}"] = {"coach_k" if place == "a" else "coach_l"}
            names[f"Avond geheim {place}"] = readers | {"staff_p"}
        names["Reden geheim a"] = at_a
        names["Concept geheim p"] = {"staff_p", "key_p", "key_p_reads", "service"}
        names["Persoonlijk geheim a"] = guiding
        for text in (self.ids["address_leader_a"], "Persoon leader_a"):
            names[text] = at_a | {"operator"}
        # that somebody was asked, or refused, is known to his own side only
        for match in ("asked", "refused"):
            names[self.ids[match]] = at_a
        names[self.ids["agency_asked"]] = at_a | {"staff_p", "key_p"}
        names[self.ids["linked"]] = at_b | {"link_q"}
        names[self.ids["a"]] = at_a | {"operator", "staff_p", "key_p"}
        # beside those that the parts of the journey named
        self.world.secrets |= {text: frozenset(readers) for text, readers in names.items()}
