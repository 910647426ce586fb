"""A congregation on its way and the people around it, whoever lets them speak.

The tour lets them speak to a running installation, the tests to a house of their own.
"""

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

COUNCIL = "church_council"


@dataclass
class Tale(ABC):
    """One congregation; who speaks is `coach`, `leader` or `staff` of the agency."""

    church: str
    agency: str
    made: dict[str, Any] = field(default_factory=dict)

    @property
    @abstractmethod
    def today(self) -> date:
        """Return the day it is in the tale."""

    @abstractmethod
    def ask(self, who: str, method: str, path: str, body: Any = None, *, of: str = "") -> Any:
        """Let somebody do something (`of`: which service); it must succeed. Returns the JSON."""

    @abstractmethod
    def ask_nobody(self, path: str, body: Any) -> Any:
        """Let somebody without an account post something; it must succeed."""

    @abstractmethod
    def settle(self) -> None:
        """Wait until everything that follows from what was done has followed."""

    @abstractmethod
    def pass_time(self, *, days: int = 0, months: int = 0) -> None:
        """Let time pass, with all that happens because it passes."""

    def here(self, path: str) -> Any:
        """Return what the coach reads under the congregation's address."""
        return self.ask("coach", "GET", f"/congregations/{self.church}/{path}")

    @property
    def journey(self) -> Any:
        """Return the newest journey."""
        return self.here("journey")["journey"]

    def part(self, kind: str) -> Any:
        """Return one part of the journey."""
        return next(track for track in self.journey["tracks"] if track["kind"] == kind)

    def states(self) -> dict[str, str]:
        """Return the state of each part."""
        return {track["kind"]: track["state"] for track in self.journey["tracks"]}

    def walk(self, kind: str, *states: str) -> None:
        """Bring a part of the journey through these states."""
        for state in states:
            path = f"/tracks/{self.part(kind)['id']}/states"
            self.ask("coach", "POST", path, {"to": state})

    def accept(self, kind: str) -> None:
        """Let the council accept what a part brought."""
        if self.part(kind)["state"] in ("agreed", "planned"):
            self.walk(kind, "running")
        if self.part(kind)["state"] == "running":
            self.walk(kind, "reported")
        about = {"about": "track", "about_id": self.part(kind)["id"], "to": "accepted"}
        path = f"/congregations/{self.church}/decisions"
        self.ask("leader", "POST", path, {**about, **self.decided("Wij nemen dit aan.")})

    def decide_to_go_on(self) -> None:
        """After the entry the congregation takes on the rest of the journey."""
        path = f"/journeys/{self.journey['id']}/tracks"
        self.ask("coach", "POST", path, {"from_template": "rest"})

    def take_over_from_paper(self, *kinds: str) -> None:
        """These parts were walked on paper before anybody wrote anything here."""
        for back, kind in enumerate(reversed(kinds), 1):
            on = (self.today - timedelta(days=60 * back)).isoformat()
            path = f"/tracks/{self.part(kind)['id']}/done-before"
            self.ask("coach", "POST", path, {"on": on, "note": "Op papier gedaan."})

    def end_journey(self, reason: str) -> None:
        """End the journey, from the side of the congregation."""
        path = f"/journeys/{self.journey['id']}/closing"
        self.ask("leader", "POST", path, {"reason": reason})

    def attention(self) -> list[str]:
        """Return the codes of what of this congregation wants the coach's attention."""
        self.settle()
        glances = self.ask("coach", "GET", "/home")["congregations"]
        mine = next(glance for glance in glances if glance["id"] == self.church)
        return [found["code"] for found in mine["attention"]]

    def decided(self, text: str) -> dict[str, Any]:
        """Return a decision of the council, of today."""
        return {"body": COUNCIL, "held_on": self.today.isoformat(), "text": text}
