"""The injected relay of mail, and the owners that are asked when a letter is written."""

import json
import re
from collections import Counter
from dataclasses import dataclass, field

from services.notifications.smtp import Accepted, Deferred, Doubtful, Refused
from shared.client import Client, Reply
from shared.errors import Unavailable
from tests.simulation.scheduler import Scheduler

_NAME = re.compile(rb"(?mi)^Message-ID:\s*<([^@>]+)@")


@dataclass
class Post:
    """Takes mail, or refuses it, or lets the line drop before or after it took it."""

    scheduler: Scheduler
    odds: float = 0.0
    taken: Counter[str] = field(default_factory=Counter)
    doubts: int = 0

    def send(self, message: bytes, *, sender: str, recipient: str) -> Accepted:
        """Take one mail or say why not."""
        self.scheduler.point("mail")
        dice = self.scheduler.dice
        trouble = dice.randrange(6) if dice.random() < self.odds else -1
        if trouble == 0:
            raise Refused("550 5.1.1 no such person", "recipient")
        if trouble == 1:
            raise Refused("554 5.7.1 you are on a list", "transport")
        if trouble in (2, 3):
            raise Deferred("451 4.7.1 greylisted, come again")
        if trouble == 4:
            self.doubts += 1
            raise Doubtful("the line was lost, and the mail with it")
        self.taken[named(message)] += 1
        if trouble == 5:
            self.doubts += 1
            raise Doubtful("the line was lost, but the mail was taken")
        self.scheduler.point("mail taken")
        return Accepted("250 taken")

    def close(self) -> None:
        """Nothing is held open."""


def named(message: bytes) -> str:
    """Return the delivery that a mail belongs to, from its Message-ID."""
    found = _NAME.search(message)
    assert found
    return found[1].decode()


@dataclass
class Owners(Client):
    """Answers what notifications asks of identity, sometimes not."""

    scheduler: Scheduler
    odds: float = 0.0

    def send(self, service: str, method: str, path: str, **_: object) -> Reply:
        """Answer one request."""
        self.scheduler.point("ask")
        if self.scheduler.dice.random() < self.odds:
            raise Unavailable(f"{service} does not answer.")
        answer = {"assertion": "vouched"} if "assertion" in path else _letter(path.split("/")[2])
        return Reply(200, json.dumps(answer).encode(), "application/json")


def _letter(invitation: str) -> dict[str, str]:
    return {
        "name": "Anna de Wit",
        "email": f"{invitation}@people.example",
        "language": "nl",
        "inviter_name": "Pieter Bos",
        "role": "coach",
        "token": f"token-{invitation}",
    }
