"""The private servers keep to themselves: own data, own ports, gone with whoever started them."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import servers
from sqlalchemy import create_engine, text

SCRIPT = Path(servers.__file__)


@pytest.fixture
def started(server_folder: Path) -> Iterator[tuple[subprocess.Popen[str], list[int]]]:
    command = [sys.executable, str(SCRIPT), str(server_folder / "script")]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    lines = [process.stdout.readline().strip() for _ in range(2)]
    yield process, [urlsplit(line.split("=", 1)[1]).port or 0 for line in lines]
    process.kill()
    process.wait()


def answers(port: int) -> bool:
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) == 0


def test_a_new_database_is_empty_and_its_own(postgresql: servers.Postgresql) -> None:
    urls = [postgresql.create_database(name) for name in ("first_of_two", "second_of_two")]
    engines = [create_engine(url) for url in urls]
    with engines[0].begin() as db:
        db.execute(text("CREATE TABLE letter (id int)"))

    with engines[1].begin() as db:
        found = db.scalar(text("SELECT to_regclass('letter')"))
    for engine in engines:
        engine.dispose()

    assert found is None


def test_postgresql_keeps_its_data_when_it_is_stopped_and_started(server_folder: Path) -> None:
    server = servers.Postgresql(server_folder / "again")
    server.start()
    url = server.create_database("kept")
    server.stop()
    assert not answers(server.port)

    server.start()
    try:
        engine = create_engine(url)
        with engine.begin() as db:
            name = db.scalar(text("SELECT current_database()"))
        engine.dispose()
    finally:
        server.stop()

    assert name == "kept"


def test_no_server_outlives_the_process_that_started_it_even_when_that_is_killed(
    started: tuple[subprocess.Popen[str], list[int]],
) -> None:
    process, ports = started
    assert all(answers(port) for port in ports)

    process.kill()

    deadline = time.monotonic() + 15
    while any(answers(port) for port in ports):
        assert time.monotonic() < deadline, "a server was left behind"
        time.sleep(0.1)


def test_the_script_says_what_it_wants_when_it_gets_no_folder() -> None:
    done = subprocess.run(
        [sys.executable, str(SCRIPT)], capture_output=True, text=True, check=False
    )

    assert done.returncode == 2
    assert "usage" in done.stderr
