"""A sample person who calls the services, signed in on the sample page like anybody else."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from time import monotonic, sleep
from typing import Any, TypeVar

from shared.client import Client, Reply
from shared.errors import Invalid, NotFound

Item = TypeVar("Item")
Result = TypeVar("Result")
AUDIENCES = ["identity", "congregations", "partners", "scheduling"]
HOLDS = 40  # seconds that we use assertions, which hold for 60
PAUSE = 0.2  # seconds between two looks whether an event has arrived


@dataclass(frozen=True)
class Doors:
    """How an installation is reached, and how long its events may take.

    In one process `settle` delivers all events and `patience` is 0; elsewhere `settle` does
    nothing, what depends on an event is asked again for `patience` seconds, and `hands` requests
    are under way at a time.
    """

    client: Client
    settle: Callable[[], None] = lambda: None
    patience: float = 0.0
    hands: int = 1

    def each(self, act: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
        """Return what `act` makes of each, in order; several at a time where hands allow it."""
        if self.hands == 1:
            yield from map(act, items)
            return
        with ThreadPoolExecutor(self.hands) as hands:
            yield from hands.map(act, items)


class Voice:
    """One sample person; `call` sends a request in his name."""

    def __init__(self, doors: Doors, person_id: str) -> None:
        self.person_id = person_id
        self._doors = doors
        asked = {"person_id": person_id}
        entered = doors.client.call("identity", "POST", "/sample/sign-in", json_body=asked)
        self.session: str = entered.json["session_token"]
        self._bearers: dict[str, str] = {}
        self._until = 0.0

    def call(
        self,
        service: str,
        method: str,
        path: str,
        body: object = None,
        *,
        raw: tuple[bytes, str] | None = None,
    ) -> Any:
        """Send one request and return the answer as read from JSON; raises what was refused."""
        return self._send(service, method, path, body, raw).json

    def call_when_known(self, service: str, method: str, path: str, body: object = None) -> Any:
        """Send a request that depends on an event: while that has not arrived, send it again."""
        deadline = monotonic() + self._doors.patience
        while True:
            try:
                return self.call(service, method, path, body)
            except (NotFound, Invalid):
                if monotonic() >= deadline:
                    raise
            sleep(PAUSE)

    def _send(
        self, service: str, method: str, path: str, body: object, raw: tuple[bytes, str] | None
    ) -> Reply:
        bearer = self._bearer(service)
        return self._doors.client.call(
            service, method, path, bearer=bearer, json_body=body, raw=raw
        )

    def _bearer(self, service: str) -> str:
        if monotonic() >= self._until:
            asked = {"session_token": self.session, "audiences": AUDIENCES}
            reply = self._doors.client.call(
                "identity", "POST", "/session/assertions", json_body=asked
            )
            self._bearers = reply.json["assertions"]
            self._until = monotonic() + HOLDS
        return self._bearers[service]
