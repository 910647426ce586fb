"""The embedded house for tests: real SQLite, real apps, real handlers, a still clock."""

import os
import shutil
from collections.abc import Iterator
from ctypes.util import find_library
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import servers
from werkzeug.test import Client as Browser
from xdist.scheduler import LoadScopeScheduling

from services.host import Host
from shared import log
from shared.clock import StillClock
from shared.config import Settings
from tests.faults import figures

TOGETHER = (
    "tests/real/",
    "tests/faults/",
    "tests/browser/",
    "tests/journeys/test_tour",
    "tests/seed/",
)
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def pytest_configure() -> None:
    """Log as an installation does: lines without locals."""
    log.configure("ERROR")


class Together(LoadScopeScheduling):
    """Divides tests among workers; those that share servers or a sample stay with one worker."""

    def _split_scope(self, nodeid: str) -> str:
        return next((each for each in TOGETHER if nodeid.startswith(each)), nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Together:
    """Decide who runs what, when there are several workers."""
    return Together(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what reads PDFs back where pango is missing; in continuous integration it fails."""
    marked = [item for item in items if item.get_closest_marker("pdf")]
    may_skip = os.environ.get("CI", "").lower() != "true"
    if marked and may_skip and (line := no_pdf()):
        for item in marked:
            item.add_marker(pytest.mark.skip(reason=line))


def no_pdf() -> str | None:
    """Say in one line that PDFs cannot be made here and what to do, or None if they can."""
    if find_library("pangoft2-1.0"):
        return None
    return "PDF: not read back (pango missing); run: sudo make test"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many ran where, what was not run, and the command that would."""
    reports = [r for kind in ("passed", "failed") for r in terminalreporter.stats.get(kind, [])]
    ran = [report.nodeid for report in reports if report.when == "call"]
    real = sum(node.startswith(("tests/real/", "tests/faults/")) for node in ran)
    browser = sum(node.startswith("tests/browser/") for node in ran)
    terminalreporter.write_line(
        f"ran: {len(ran) - real - browser} in one process on SQLite, "
        f"{real} on real RabbitMQ and PostgreSQL, {browser} in a real browser"
    )
    for line in filter(None, (servers.not_run(), no_pdf())):
        terminalreporter.write_line(line, yellow=True)
    # last, so that a run of the faults ends with its figures
    told = [each for report in reports for each in report.user_properties if report.when == "call"]
    for line in figures.summary(told):
        terminalreporter.write_line(line)


@pytest.fixture
def clock() -> StillClock:
    return StillClock(NOW)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(sample=True, data_dir=tmp_path, public_url="http://localhost:8000")


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Databases at the newest version, to copy: migrating takes longer than most tests."""
    folder = tmp_path_factory.mktemp("migrated")
    house = Host(Settings(sample=True, data_dir=folder))
    house.migrate()
    house.stop()
    return folder


@pytest.fixture
def host(settings: Settings, clock: StillClock, migrated: Path) -> Iterator[Host]:
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    for path in migrated.glob("*.sqlite3"):
        shutil.copy(path, settings.data_dir)
    house = Host(settings, clock)
    yield house
    house.stop()


def _when_asked(house: Host, name: str) -> Any:
    def app(environ: Any, start_response: Any) -> Any:
        return house.apps[name](environ, start_response)

    return app


@pytest.fixture
def browser(host: Host) -> Browser:
    # most tests ask one or two services, and an app takes longer to make than they run
    return Browser(host.at_one_address(partial(_when_asked, host)))
