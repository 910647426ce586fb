"""Servers of their own for the tests that kill them, and what those tests count."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import servers

from tests.faults import figures, sizes

HERE = Path(__file__).parent
SERVERS = {"postgresql", "rabbitmq", "server_folder"}
LONGEST = sizes.sized(120, 1800)  # seconds of one test


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark these tests; those that need a server which is missing are skipped together."""
    line = servers.not_run()
    may_skip = os.environ.get("CI", "").lower() != "true"
    for item in (each for each in items if HERE in each.path.parents):
        item.add_marker(pytest.mark.fault)
        if item.get_closest_marker("timeout") is None:
            item.add_marker(pytest.mark.timeout(LONGEST))
        if SERVERS & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.real)
            if line and may_skip:
                item.add_marker(pytest.mark.skip(reason=line))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Any:
    """Send along what the test counted."""
    item.user_properties.extend(figures.taken())
    return (yield)


@pytest.fixture(scope="session")
def server_folder() -> Iterator[Path]:
    """Give a folder that the servers' own users can reach; root's own folders they cannot."""
    if line := servers.not_run():
        pytest.fail(line, pytrace=False)
    folder = Path(tempfile.mkdtemp(prefix="missionscoach-faults-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgresql(server_folder: Path) -> Iterator[servers.Postgresql]:
    """Run a private PostgreSQL that keeps what it acknowledged; `.kill()`, then `.start()`."""
    with servers.postgresql(server_folder / "postgresql", durable=True) as server:
        yield server


@pytest.fixture(scope="session")
def rabbitmq(server_folder: Path) -> Iterator[servers.Rabbitmq]:
    """Run a private RabbitMQ: `.url`, `.create_vhost(name)`, `.kill()`, `.start()`."""
    with servers.rabbitmq(server_folder / "rabbitmq") as server:
        yield server
