"""Workers as processes tell their figures, and that they can work, at an address of their own."""

import json
import os
import signal
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import servers
from child_programs import Program, free_port

from services import separate
from services.host import BY_NAME
from shared import broker
from shared import migrate as migrations
from shared.clock import Clock, new_id
from shared.config import Settings
from shared.contracts.congregations import CongregationRegistered
from shared.db import Database
from shared.events.bus import connection_to
from shared.events.outbox import record

pytestmark = pytest.mark.timeout(240)
ROOT = Path(__file__).parents[2]
NAMES = ("congregations", "identity")


class Workers:
    """Two workers on real servers, and where each tells its figures."""

    def __init__(self, settings: Settings, folder: Path) -> None:
        self.settings = settings
        self.ports = {name: free_port() for name in NAMES}
        self.databases = {name: Database(settings.database(name)) for name in NAMES}
        self.programs = [self._start(name, folder / name) for name in NAMES]

    def _start(self, name: str, folder: Path) -> Program:
        folder.mkdir()
        command = [sys.executable, "-m", "services", "worker", name]
        ours = {
            "MODE": "services",
            "SAMPLE": "1",
            "SERVICE_URL": "http://127.0.0.1:1/{service}",
            "DATABASE_URL": self.settings.database_url,
            "BROKER_URL": self.settings.broker_url,
            "METRICS_BIND": str(self.ports[name]),
        }
        environment = {f"MISSIONSCOACH_{key}": value for key, value in ours.items()}
        kept = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
        return Program(command, None, {**kept, **environment}, folder=folder)

    def stop(self) -> None:
        for program in self.programs:
            program.stop(signal.SIGTERM)
        for database in self.databases.values():
            database.close()

    def told(self, name: str, path: str = "metrics") -> str:
        try:
            url = f"http://127.0.0.1:{self.ports[name]}/{path}"
            with urllib.request.urlopen(url, timeout=10) as answer:
                return str(answer.read().decode())
        except urllib.error.HTTPError as refused:
            return str(refused.read().decode())
        except OSError:
            return ""

    def write(self) -> None:
        with self.databases["congregations"].write() as db:
            record(db, CongregationRegistered(congregation_id=new_id()), at=Clock().now())


@pytest.fixture
def workers(
    postgresql: servers.Postgresql, rabbitmq: servers.Rabbitmq, tmp_path: Path
) -> Iterator[Workers]:
    prefix = f"told_{new_id().hex}"
    pattern = postgresql.url.rsplit("/", 1)[0] + f"/{prefix}_{{service}}"
    url = rabbitmq.create_vhost(f"told{new_id().hex}")
    settings = Settings(mode="services", database_url=pattern, broker_url=url)
    separate.provision(settings)
    for name in NAMES:
        database = Database(postgresql.create_database(f"{prefix}_{name}"))
        migrations.upgrade(BY_NAME[name], database)
        database.close()
    started = Workers(settings, tmp_path)
    yield started
    started.stop()


def until(done: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 90
    while not done():
        assert time.monotonic() < deadline, "it did not come true in time"
        time.sleep(0.2)


def test_workers_tell_of_an_event_that_crossed_and_of_a_queue_that_is_gone(
    workers: Workers,
) -> None:
    crossed = (
        'events_handled_total{ending="done",service="identity",'
        f'type="{CongregationRegistered.type_name()}"}} 1.0'
    )
    workers.write()
    until(lambda: crossed in workers.told("identity"))
    until(lambda: 'queue_sound{service="identity"} 1.0' in workers.told("identity"))
    sent = workers.told("congregations")

    assert 'relay_confirmed_total{service="congregations"} 1.0' in sent
    assert 'outbox_waiting{service="congregations"} 0.0' in sent
    assert 'inbox_rows{service="identity",state="parked"} 0.0' in workers.told("identity")
    assert json.loads(workers.told("identity", "health/ready")) == {"status": "ready"}

    with connection_to(workers.settings.broker_url) as connection:
        connection.channel().queue_delete(broker.queue_of("identity"))
    wanted = f"the queue {broker.queue_of('identity')} is missing"
    until(lambda: wanted in workers.told("identity", "health/ready"))

    assert json.loads(workers.told("identity", "health/ready"))["status"] == "degraded"
