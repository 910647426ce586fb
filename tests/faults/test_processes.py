"""Gunicorn's processes and threads share no connection, and none of them hangs."""

import os
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest
import servers
from child_programs import free_port
from sqlalchemy import func, select

from shared.clock import new_id
from shared.db import Database
from shared.events.tables import outbox
from tests.faults import figures, web
from tests.faults.figures import Outcome
from tests.faults.sizes import sized

HANDS = 32  # more than the threads of all processes
LISTENING = "0A"


@pytest.mark.parametrize("preload", [False, True], ids=["forked", "preloaded"])
def test_processes_of_a_web_share_no_connection_and_no_thread_hangs(
    postgresql: servers.Postgresql, tmp_path: Path, preload: bool
) -> None:
    asked = HANDS * sized(3, 100)
    address = postgresql.create_database(f"web_{new_id().hex[-12:]}")
    database = Database(address)
    broker = f"amqp://app:word@127.0.0.1:{free_port()}/core"
    with web.serving(tmp_path, address, broker, preload=preload) as door:
        before = recorded(database)
        begun = time.monotonic()
        answered = add_people(door, asked // HANDS)
        took = time.monotonic() - begun
        kept = recorded(database) - before
        processes = door.processes
        found = [sockets(pid) for pid in processes]
    database.close()

    held = Counter(inode for each in found for inode in each)
    shared = [inode for inode, processes_with_it in held.items() if processes_with_it > 1]
    dialled = [{port for port in each.values() if port} for each in found]
    name = f"E20 {'preloaded' if preload else 'forked'}"
    figures.report(Outcome(name, answered, kept, max(0, answered - kept), 0, 0, took))
    figures.figure("E20 shared sockets", len(shared))
    figures.figure("E20 hung requests", asked - answered)
    assert len(processes) == 1 + web.WORKERS
    assert shared == []
    # those that answer talk to the database alone, the one that leads them to nobody
    leader, *answering = dialled
    assert leader == set()
    assert set().union(*answering) == {postgresql.port}
    assert (answered, kept) == (asked, asked)
    assert not any(Path(f"/proc/{pid}").exists() for pid in processes)


def recorded(database: Database) -> int:
    with database.read() as db:
        return db.scalar(select(func.count()).select_from(outbox)) or 0


def add_people(door: web.Web, many: int) -> int:
    """Have many hands add people at once; return how many were added."""

    def work(_hand: int) -> int:
        voice = door.voice()
        return sum(web.Web.add(voice) > 0 for _ in range(many))

    with ThreadPoolExecutor(HANDS) as hands:
        return sum(hands.map(work, range(HANDS)))


def sockets(pid: int) -> dict[str, int]:
    """Return by inode the sockets of a process but those it listens on: the remote port, or 0."""
    rows = [row.split() for row in Path(f"/proc/{pid}/net/tcp").read_text().splitlines()[1:]]
    doors = {port(row[1]) for row in rows if row[3] == LISTENING}
    listening = {row[9] for row in rows if row[3] == LISTENING}
    made = {row[9]: port(row[2]) for row in rows if port(row[1]) not in doors}
    held = {name.removeprefix("socket:[").removesuffix("]") for name in files(pid)}
    return {inode: made.get(inode, 0) for inode in held - listening}


def files(pid: int) -> Iterator[str]:
    for each in Path(f"/proc/{pid}/fd").iterdir():
        with suppress(OSError):
            if (name := os.readlink(each)).startswith("socket:"):
                yield name


def port(address: str) -> int:
    return int(address.split(":")[1], 16)
