"""Child programs of the private servers: their accounts, folders, ports and their certain end."""

import contextlib
import os
import random
import secrets
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TypedDict

PATIENCE = 90.0  # seconds for a start on a busy machine


class ServerFailed(RuntimeError):
    """A private server did not start or refused a command; the message ends with its last words."""


class Program:
    """One child process in a group of its own, which does not outlive this process."""

    def __init__(
        self,
        command: Sequence[str],
        account: str | None,
        environment: Mapping[str, str],
        *,
        folder: Path,
    ) -> None:
        self._log = folder / f"{Path(command[0]).name}.log"
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=folder,
                env=dict(environment),
                start_new_session=True,
                **_identity(account),
            )
        self.pid = self._process.pid
        self._guard = _guard(self.pid)

    def wait_until(self, ready: Callable[[], bool]) -> None:
        """Return once ready; raise ServerFailed when the program ended or the patience did."""
        deadline = time.monotonic() + PATIENCE
        while not ready():
            if self._process.poll() is not None or time.monotonic() > deadline:
                self.stop(signal.SIGKILL)
                raise ServerFailed(f"{self._log.stem} did not start: {self.failure()}")
            time.sleep(0.05)

    def failure(self) -> str | None:
        """Return the last words of a program that ended by itself; None while it runs."""
        if self._process.poll() is None:
            return None
        return self._log.read_text(errors="replace")[-2000:].strip() or "it said nothing"

    def stop(self, how: signal.Signals) -> None:
        """Signal the program, give it 20 seconds, then end the whole group."""
        self._guard.kill()
        self._guard.communicate()
        self._process.send_signal(how)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(0 if how is signal.SIGKILL else 20)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)
        self._process.wait()


def _guard(group: int) -> subprocess.Popen[bytes]:
    """Watch a pipe from this process; when it closes, because this process died, end the group."""
    script = f"read -r _; kill -s KILL -- -{group}"
    quiet = subprocess.DEVNULL
    return subprocess.Popen(
        ["/bin/sh", "-c", script],
        stdin=subprocess.PIPE,
        stdout=quiet,
        stderr=quiet,
        start_new_session=True,
    )


def run(command: Sequence[str], account: str | None, environment: Mapping[str, str]) -> str:
    """Run a command to its end and return what it printed; raise ServerFailed when it failed."""
    done = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        cwd="/",
        env=dict(environment),
        timeout=PATIENCE,
        check=False,
        **_identity(account),
    )
    if done.returncode != 0:
        raise ServerFailed(f"{Path(command[0]).name}: {done.stdout}{done.stderr}"[-2000:])
    return done.stdout


def children(parent: int) -> list[int]:
    """List the processes that this one started and that still run."""
    lists = Path(f"/proc/{parent}/task").glob("*/children")
    return [int(pid) for each in lists for pid in each.read_text().split()]


def own_folder(folder: Path, account: str | None) -> Path:
    """Make the folder, private to the account; raise ServerFailed when that cannot reach it."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if account is not None:
        _give(folder, account)
        try:
            run(["/bin/sh", "-c", 'cd "$1"', "sh", str(folder)], account, {})
        except ServerFailed as refusal:
            advice = "choose a folder that every user may pass through, such as one in /var/tmp"
            raise ServerFailed(f"the user {account} cannot reach {folder}: {advice}") from refusal
    return folder.resolve()


def write_private(path: Path, text: str, account: str | None) -> Path:
    """Write a file that only the account can read."""
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
    if account is not None:
        _give(path, account)
    return path


def secret(folder: Path, account: str | None) -> str:
    """Return the password kept in the folder, a new random one the first time."""
    path = folder / "secret"
    if not path.exists():
        write_private(path, secrets.token_hex(16), account)
    return path.read_text()


def free_port() -> int:
    """Find a loopback port that nobody listens on, below the range of outgoing connections.

    From within that range a client that dials a dead server could connect to itself and keep the
    port from the server's next start.
    """
    while True:
        port = random.SystemRandom().randrange(20_000, 32_000)
        with contextlib.suppress(OSError), socket.socket() as probe:
            probe.bind(("127.0.0.1", port))
            return port


class _Identity(TypedDict, total=False):
    user: str
    group: str
    extra_groups: list[str]


def _identity(account: str | None) -> _Identity:
    if account is None:
        return {}
    return {"user": account, "group": account, "extra_groups": []}


def _give(path: Path, account: str) -> None:
    shutil.chown(path, account, account)
