import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests
from child_programs import free_port
from click.testing import CliRunner

from services.cli import main

ROOT = Path(__file__).parents[2]
LINK = re.compile(r"http://\S+/setup\?token=\S+")


class Started:
    """`missionscoach run` as an operator starts it, and what it printed."""

    def __init__(self, folder: Path, port: int, **settings: str) -> None:
        ours = {f"MISSIONSCOACH_{key.upper()}": value for key, value in settings.items()}
        self.url = f"http://127.0.0.1:{port}"
        self.process = subprocess.Popen(
            [sys.executable, "-m", "services", "run", "--port", str(port)],
            cwd=ROOT,
            env={"PATH": os.environ["PATH"], "MISSIONSCOACH_DATA_DIR": str(folder), **ours},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.lines: list[str] = []
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def wait_until_ready(self) -> None:
        deadline = time.monotonic() + 60
        while "Ctrl-C stops it." not in self.printed:
            assert self.process.poll() is None, self.printed
            assert time.monotonic() < deadline, self.printed
            time.sleep(0.05)

    @property
    def printed(self) -> str:
        return "".join(self.lines)

    def stop(self, how: signal.Signals) -> int:
        self.process.send_signal(how)
        try:
            return self.process.wait(20)
        finally:
            self.process.kill()
            self._reader.join()

    def _read(self) -> None:
        assert self.process.stdout
        with self.process.stdout as printed:
            for line in printed:
                self.lines.append(line)


@contextmanager
def running(folder: Path, port: int) -> Iterator[Started]:
    started = Started(folder, port, smtp_url="smtp://127.0.0.1:9")
    try:
        started.wait_until_ready()
        yield started
    finally:
        started.stop(signal.SIGTERM)


def become_operator(url: str, token: str) -> requests.Response:
    someone = {"name": "Ruth", "email": "ruth@network.example", "language": "nl"}
    return requests.post(f"{url}/api/identity/setup", json={"token": token, **someone}, timeout=10)


def test_the_first_start_prints_the_set_up_link_once_and_a_later_start_none(
    tmp_path: Path,
) -> None:
    port = free_port()
    with running(tmp_path, port) as first:
        links = LINK.findall(first.printed)
        page = requests.get(links[0], timeout=10)
        token = links[0].partition("token=")[2]
        entered = become_operator(first.url, token)
        again = become_operator(first.url, token)
    with running(tmp_path, port) as second:
        printed = second.printed

    assert len(links) == 1
    assert links[0].startswith(f"http://127.0.0.1:{port}/setup?token=")
    assert page.status_code == 200
    assert "<form" in page.text
    assert (entered.status_code, again.status_code) == (201, 422)
    assert LINK.findall(printed) == []
    assert "First operator" not in printed


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_cleanly_when_told(how: signal.Signals, tmp_path: Path) -> None:
    started = Started(tmp_path, free_port(), smtp_url="smtp://127.0.0.1:9")
    try:
        started.wait_until_ready()
    finally:
        ended = started.stop(how)

    assert ended == 0
    assert "Traceback" not in started.printed


def test_without_a_mail_relay_it_refuses_in_one_sentence_and_makes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SMTP_URL", raising=False)
    folder = tmp_path / "var"
    result = CliRunner().invoke(main, ["run"], env={"MISSIONSCOACH_DATA_DIR": str(folder)})

    assert result.exit_code == 1
    assert result.output.splitlines() == [
        "Error: Set SMTP_URL so that people get their mail, or add --sample to try things out."
    ]
    assert not folder.exists()


def test_the_link_can_be_printed_anew_until_there_is_an_operator(tmp_path: Path) -> None:
    environment = {"MISSIONSCOACH_DATA_DIR": str(tmp_path)}
    one = CliRunner().invoke(main, ["setup-link"], env=environment).output
    other = CliRunner().invoke(main, ["setup-link"], env=environment).output

    assert LINK.fullmatch(one.strip())
    assert LINK.fullmatch(other.strip())
    assert one != other
