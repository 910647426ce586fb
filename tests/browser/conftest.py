"""A sample installation of its own and Debian's Chromium, both started once for this folder."""

import os
import shutil
import sys
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from signal import SIGTERM
from urllib.error import URLError

import pytest
from child_programs import Program, free_port
from playwright.sync_api import Browser, Playwright, sync_playwright

from tests.browser import house as houses
from tests.browser.house import House
from tests.browser.visit import Visit, Widths

HERE = Path(__file__).parent
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark these tests, and skip them together where Chromium is missing.

    In continuous integration a missing browser is a failure instead.
    """
    line = not_run()
    may_skip = os.environ.get("CI", "").lower() != "true"
    for item in (each for each in items if HERE in each.path.parents):
        item.add_marker(pytest.mark.browser)
        if line and may_skip:
            item.add_marker(pytest.mark.skip(reason=line))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say that no browser was there, and the command that brings one."""
    if line := not_run():
        terminalreporter.write_line(line, yellow=True)


def not_run() -> str | None:
    """Say in one line what the tests must leave out here and what to do, or None if nothing."""
    if _chromium():
        return None
    return "pages in a browser: not run (Chromium missing); run: sudo make test"


def _chromium() -> str | None:
    return shutil.which("chromium", path=f"/usr/bin{os.pathsep}{os.environ.get('PATH', '')}")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Run the whole house with its sample network on a free port; gives its address."""
    folder, port = tmp_path_factory.mktemp("house"), free_port()
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "services", "run", "--sample", "--port", str(port)]
    root = str(HERE.parents[1])
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    environment = {**kept, "PYTHONPATH": root, "MISSIONSCOACH_DATA_DIR": str(folder / "data")}
    house = Program(command, None, environment, folder=folder)
    house.wait_until(lambda: _answers(address))
    yield address
    house.stop(SIGTERM)


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Serve a second, empty house in which time passes when a test says so."""
    with houses.served(tmp_path_factory.mktemp("own-house")) as served:
        yield served


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """Start Chromium with a user folder of its own, which ends with it."""
    if line := not_run():
        pytest.fail(line, pytrace=False)
    browser = playwright.chromium.launch(executable_path=_chromium(), args=FLAGS)
    yield browser
    browser.close()


@pytest.fixture
def visits(request: pytest.FixtureRequest, chromium: Browser, tmp_path: Path) -> Iterator["Visits"]:
    """Give people who look at pages; what a browser complains of fails the test."""
    folder = Path(os.environ.get("SCREENSHOTS") or tmp_path)
    folder.mkdir(parents=True, exist_ok=True)
    # whoever visits a house of the tests alone need not wait for the sample
    made = Visits(lambda: request.getfixturevalue("site"), chromium, folder)
    yield made
    for visit in made.all:
        visit.context.close()
    assert [fault for visit in made.all for fault in visit.faults] == []


class Visits:
    """Makes visits, each in a browser window that knows of no other."""

    def __init__(self, site: Callable[[], str], chromium: Browser, folder: Path) -> None:
        self._site, self._chromium, self._folder = site, chromium, folder
        self.all: list[Visit] = []

    def begin(
        self,
        language: str,
        *,
        script: bool = True,
        widths: Widths = (1280, 390, 320),
        house: House | None = None,
    ) -> Visit:
        """Begin a visit in a language, at the sample or at a `house`; no `script`: none may run."""
        context = self._chromium.new_context(
            base_url=house.url if house else self._site(),
            locale={"nl": "nl-NL", "en": "en-GB"}[language],
            timezone_id="Europe/Amsterdam",
            java_script_enabled=script,
            viewport={"width": widths[0], "height": 900},
        )
        visit = Visit(context, language, self._folder, widths)
        self.all.append(visit)
        return visit


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/health/live", timeout=2) as answer:
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False
