"""The web of a service in processes of its own, as gunicorn runs it, and who writes through it.

As a program it serves the service identity: `python -m tests.faults.web HOST:PORT [--preload]`.
"""

import os
import secrets
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from child_programs import Program, children, free_port
from installation import ROOT, answers

from services import separate, serve
from services.alone import alone
from services.identity.app import SERVICE
from services.seed.voice import Doors, Voice
from shared import config
from shared.client import HttpClient
from shared.clock import new_id
from shared.db import Database
from shared.migrate import upgrade
from shared.waking import Bell

WORKERS, THREADS = 2, 8
NETWORK = "00000000-0000-7000-8000-000000000001"


class Web:
    """The web of identity; each person it adds is an acknowledged write with its events."""

    def __init__(self, url: str, program: Program) -> None:
        self.program = program
        self._doors = Doors(HttpClient(lambda _service: url))
        body = {"name": "Beheer", "email": "beheer@netwerk.example", "language": "nl"}
        made = self._doors.client.call("identity", "POST", "/sample/operator", json_body=body)
        self._operator = made.json["person_id"]

    @property
    def processes(self) -> list[int]:
        """List the process that leads and those that answer."""
        return [self.program.pid, *children(self.program.pid)]

    def voice(self) -> Voice:
        """Return somebody who may add people, for one thread."""
        return Voice(self._doors, self._operator)

    @staticmethod
    def add(voice: Voice) -> float:
        """Add a person; return how many seconds the request took."""
        seat = {"organisation_id": NETWORK, "organisation_kind": "network", "role": "coach"}
        email = f"{new_id().hex}@coach.example"
        body = {"name": "Coach", "email": email, "language": "nl", "memberships": [seat]}
        begun = time.monotonic()
        voice.call("identity", "POST", "/sample/people", body)
        return time.monotonic() - begun


@contextmanager
def serving(folder: Path, database: str, broker: str, *, preload: bool = False) -> Iterator[Web]:
    """Serve identity on this database as long as the block lasts."""
    door = Database(database)
    upgrade(SERVICE, door)
    door.close()
    bind = f"127.0.0.1:{free_port()}"
    words = [bind, *(["--preload"] if preload else [])]
    program = Program(
        [sys.executable, "-m", "tests.faults.web", *words],
        None,
        _environment(folder, database, broker, f"http://{bind}"),
        folder=folder,
    )
    try:
        program.wait_until(lambda: answers(f"http://{bind}/health/ready"))
        yield Web(f"http://{bind}", program)
    finally:
        with suppress(ProcessLookupError):
            program.stop(signal.SIGTERM)


def _environment(folder: Path, database: str, broker: str, url: str) -> dict[str, str]:
    settings = {
        "MODE": "services",
        "SAMPLE": "1",
        "PUBLIC_URL": url,
        "SERVICE_URL": ",".join(f"{name}={url}" for name in config.SERVICES),
        "DATABASE_URL": database,
        "BROKER_URL": broker,
        "DATA_DIR": str(folder),
        "SERVICE_SECRETS": f"identity={secrets.token_urlsafe(24)}",
        "PORTAL_SECRET": secrets.token_urlsafe(48),
    }
    inherited = {key: os.environ[key] for key in ("PATH", "HOME", "LANG") if key in os.environ}
    ours = {f"{config.PREFIX}{key}": value for key, value in settings.items()}
    return {**inherited, **ours, "PYTHONPATH": f"{ROOT}:{ROOT / 'deploy'}"}


def main(bind: str, *, preload: bool) -> None:
    """Serve until told to stop, as `web identity` does."""
    settings = config.from_environment()

    def make_app() -> object:
        service, tools = alone("identity", settings)
        tools.db.on_commit(Bell(tools.db).ring)
        return separate.in_place("identity", service.create_app(settings, tools))

    more = {"workers": WORKERS, "threads": THREADS, "preload_app": preload}
    serve.Server(make_app, {**serve.options_for(bind), **more}).run()


if __name__ == "__main__":
    main(sys.argv[1], preload="--preload" in sys.argv)
