"""Real PostgreSQL and RabbitMQ for the tests in this folder, started once per run."""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.faults import figures

HERE = Path(__file__).parent
sys.path.append(str(HERE.parents[1] / "deploy"))

import servers  # noqa: E402 - found by the line above


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark these tests, and skip them together where a server is missing.

    In continuous integration a missing server is a failure instead.
    """
    line = servers.not_run()
    may_skip = os.environ.get("CI", "").lower() != "true"
    for item in (each for each in items if HERE in each.path.parents):
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
    folder = Path(tempfile.mkdtemp(prefix="missionscoach-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgresql(server_folder: Path) -> Iterator[servers.Postgresql]:
    """Run a private PostgreSQL: `.url`, `.create_database(name)`."""
    with servers.postgresql(server_folder / "postgresql") as server:
        yield server


@pytest.fixture(scope="session")
def rabbitmq(server_folder: Path) -> Iterator[servers.Rabbitmq]:
    """Run a private RabbitMQ: `.url`, `.create_vhost(name)`, `.kill()`, `.start()`."""
    with servers.rabbitmq(server_folder / "rabbitmq") as server:
        yield server
