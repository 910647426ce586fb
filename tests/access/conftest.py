"""The world of the access tests: built once per process, put back after every test."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from services.host import ALL, Host
from shared.clock import StillClock
from shared.config import Settings
from tests.access.examples import BY_SERVICE
from tests.access.world import World, build

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder: Path = tmp_path_factory.mktemp("world")
    clock = StillClock(NOW)
    host = Host(Settings(sample=True, data_dir=folder, public_url="http://localhost:8000"), clock)
    host.migrate()
    for service in ALL:
        if service.name in BY_SERVICE:
            host.apps[service.name] = service.create_app(host.settings, host.tools[service.name])
    yield build(host, clock)
    host.stop()


@pytest.fixture
def world(built: World) -> Iterator[World]:
    yield built
    built.house.put_back()
