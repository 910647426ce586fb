"""What the tour walks through: a house it starts itself, separate services, or a given address."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import requests

from services import mailcatcher
from services.tour.mail import CatcherPage, Mails, Sink
from services.tour.missing import Missing, wait_for

ROOT = Path(__file__).parents[2]
COMMAND = (sys.executable, "-m", "services")
BACKENDS = ("identity", "congregations", "partners", "scheduling", "notifications")
TO_START = 60.0  # seconds


@dataclass(frozen=True)
class Installation:
    """A running installation in sample mode, and where its mails are read."""

    url: str
    mails: Mails
    how: str
    # whether its clock can be moved ahead
    moves: bool = False


@dataclass(frozen=True)
class Size:
    """How large the invented network is."""

    congregations: int = 200
    offerings: int = 600
    people_groups: int = 17_000


@contextmanager
def embedded(size: Size) -> Iterator[Installation]:
    """Seed a new folder and run the house on it in one process, with our own sink for its mail."""
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="missionscoach-tour-"))
        catcher, smtp_port, port = mailcatcher.Catcher(), _free_port(), _free_port()
        stack.callback(mailcatcher.listen(catcher, "127.0.0.1", smtp_port).stop)
        environment = {
            "MISSIONSCOACH_DATA_DIR": folder,
            "MISSIONSCOACH_SIMULATED_TIME": "1",
            "SMTP_URL": f"smtp://127.0.0.1:{smtp_port}",
        }
        counts = _options(size)
        _finish([*COMMAND, "seed", *counts], environment)
        url = f"http://127.0.0.1:{port}"
        process = _start([*COMMAND, "run", "--sample", "--port", str(port)], environment)
        stack.callback(_stop, process)
        _wait_until_ready(url, process)
        how = "one process, SQLite, mail to a sink of the tour, time that can be moved"
        yield Installation(url, Sink(catcher), how, moves=True)


@contextmanager
def separate(size: Size) -> Iterator[Installation]:
    """Run every service in processes of its own, with private RabbitMQ and PostgreSQL."""
    script = ROOT / "deploy" / "services.py"
    if not script.exists():
        raise Missing(f"{script} is not there; this mode needs the whole repository")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="missionscoach-")))
        folder.chmod(0o755)  # started as root, the servers run under accounts of their own
        port = _free_port()
        command = [sys.executable, str(script), "--port", str(port), "--data", str(folder / "data")]
        process = _start([*command, *_options(size)], {}, read=True)
        stack.callback(_stop, process)
        url, mail_url = _addresses(process)
        yield Installation(url, CatcherPage(mail_url), "separate services, RabbitMQ, PostgreSQL")


@contextmanager
def running(url: str, mail_url: str, size: Size) -> Iterator[Installation]:
    """Take an installation that runs; an empty one is seeded first."""
    url = url.rstrip("/")
    if not _people(url):
        _finish([*COMMAND, "seed", "--url", url, *_options(size)], {})
    yield Installation(url, CatcherPage(mail_url), f"as it runs at {url}")


def _options(size: Size) -> list[str]:
    return ["--congregations", str(size.congregations), "--offerings", str(size.offerings)]


def _people(url: str) -> list[object]:
    try:
        answer = requests.get(f"{url}/api/identity/sample/people?limit=1", timeout=10)
    except requests.RequestException as fault:
        raise Missing(f"{url} does not answer") from fault
    if answer.status_code != 200:
        raise Missing(f"{url} is not in sample mode")
    found: list[object] = answer.json()
    return found


def _start(
    command: list[str], environment: dict[str, str], *, read: bool = False
) -> subprocess.Popen[str]:
    return subprocess.Popen(
        command,
        cwd=ROOT,
        env=_inherited() | environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE if read else subprocess.DEVNULL,
        text=True,
        # Ctrl-C reaches the tour alone, which then stops what it started in good order
        start_new_session=True,
    )


def _finish(command: list[str], environment: dict[str, str]) -> None:
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=_inherited() | environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        last = (done.stderr or done.stdout).strip().splitlines()[-1:]
        raise Missing(f"`{' '.join(command[2:])}` failed: {' '.join(last)}")


def _stop(process: subprocess.Popen[str]) -> None:
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(60)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if process.stdout:
        process.stdout.close()


def _addresses(process: subprocess.Popen[str]) -> tuple[str, str]:
    """Read from what the start prints where the pages and the mails are."""
    assert process.stdout
    found: dict[str, str] = {}
    for line in process.stdout:
        for beginning in ("Missionscoach answers at ", "Its mails are at "):
            if line.startswith(beginning):
                found[beginning] = line.removeprefix(beginning).strip()
        if len(found) == 2:
            return found["Missionscoach answers at "], found["Its mails are at "]
    raise Missing("the separate services ended before they answered; `make services` says why")


def _wait_until_ready(url: str, process: subprocess.Popen[str]) -> None:
    wanted = [f"{url}/api/{name}/health/ready" for name in BACKENDS]

    def all_ready() -> bool:
        if process.poll() is not None:
            raise Missing("`missionscoach run --sample` ended instead of answering")
        return all(_answers(address) for address in wanted)

    wait_for(all_ready, f"{url} did not answer in time", patience=TO_START)


def _answers(address: str) -> bool:
    try:
        return requests.get(address, timeout=5).status_code == 200
    except requests.RequestException:
        return False


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def _inherited() -> dict[str, str]:
    return {key: value for key, value in os.environ.items() if not _is_setting(key)}


def _is_setting(key: str) -> bool:
    return key.startswith("MISSIONSCOACH_") or key == "SMTP_URL"
