"""Processes of a measurement: begun on a free port, waited for, and ended by their own id."""

import http.client
import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from time import monotonic, sleep
from types import MappingProxyType
from typing import Any

ROOT = Path(__file__).parents[2]
PATIENCE = 120.0
NOTHING: Mapping[str, str] = MappingProxyType({})


def deployed(name: str) -> Any:
    """Return a module of `deploy`, which nothing but a start of servers needs."""
    if (folder := str(ROOT / "deploy")) not in sys.path:
        sys.path.append(folder)
    return import_module(name)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def measured(module: str, *arguments: object) -> dict[str, float]:
    """Run a module of this package to its end and return what it printed as JSON."""
    done = subprocess.run(
        _command(f"tests.bench.{module}", arguments),
        cwd=ROOT,
        env=_environment(),
        check=True,
        stdout=subprocess.PIPE,
        timeout=PATIENCE,
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found


@contextmanager
def running(
    module: str, *arguments: object, environment: Mapping[str, str] = NOTHING
) -> Iterator[None]:
    """Run a module beside us; it is told to end afterwards, and made to when it does not."""
    process = subprocess.Popen(
        _command(module, arguments),
        cwd=ROOT,
        env={**_environment(), **environment},
        stdout=subprocess.DEVNULL,
    )
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait_for(port: int, path: str = "/") -> None:
    """Wait until the first answer of a server that is starting; any but a success is a fault."""
    deadline = monotonic() + PATIENCE
    while True:
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        try:
            line.request("GET", path)
            status = line.getresponse().status
        except OSError:
            if monotonic() > deadline:
                raise
            sleep(0.02)
        else:
            assert status in (200, 302, 303), status
            return
        finally:
            line.close()


def largest_memory() -> float:
    """Return the largest memory of this process so far, in MB."""
    # the kernel's own count for a process is spoilt by the size of the process that began it
    status = Path("/proc/self/status").read_text()
    kilobytes = status.partition("VmHWM:")[2].split()[0]
    return int(kilobytes) / 1024


def _command(module: str, arguments: tuple[object, ...]) -> list[str]:
    return [sys.executable, "-m", module, *map(str, arguments)]


def _environment() -> dict[str, str]:
    # our own settings would lead a measured process elsewhere
    return {k: v for k, v in os.environ.items() if not k.startswith(("MISSIONSCOACH_", "SMTP_"))}
