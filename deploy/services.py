#!/usr/bin/env python3
"""Start every service in processes of its own, with a private PostgreSQL and RabbitMQ.

`make services` runs this. All processes listen on loopback and end with this one. The folder keeps
the data for the next start, and a log per process.
"""

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

import servers
from child_programs import ServerFailed
from installation import COMMAND, ROOT, Installation, running


def seed(installation: Installation, congregations: int, offerings: int) -> None:
    """Load an invented network, unless people are there from an earlier start."""
    people = f"{installation.url}/api/identity/sample/people?limit=1"
    with urllib.request.urlopen(people, timeout=10) as answer:
        if json.load(answer):
            return
    size = ["--congregations", str(congregations), "--offerings", str(offerings)]
    command = [*COMMAND, "seed", "--url", installation.url, *size]
    # in a group of its own: Ctrl-C reaches only this program, which then ends the others
    with subprocess.Popen(
        command, env=installation.environment("seed"), cwd=ROOT, start_new_session=True
    ) as seeding:
        try:
            failed = seeding.wait()
        finally:
            seeding.kill()
    if failed:
        raise ServerFailed("the invented network could not be loaded")


def main() -> int:
    """Run until Ctrl-C or SIGTERM."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    default = Path(tempfile.gettempdir()) / f"missionscoach-services-{os.getuid()}"
    parser.add_argument("--data", type=Path, default=default)
    parser.add_argument("--congregations", type=int, default=20)
    parser.add_argument("--offerings", type=int, default=60)
    options = parser.parse_args()
    if missing := servers.missing():
        sys.stderr.write(f"not installed: {', '.join(missing)}; `sudo make test` installs them\n")
        return 1
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, leave)
    tell("starting PostgreSQL, RabbitMQ and thirteen processes …")
    options.data.mkdir(mode=0o755, parents=True, exist_ok=True)
    try:
        with running(options.data, host=options.host, port=options.port) as installation:
            seed(installation, options.congregations, options.offerings)
            tell(f"\nMissionscoach answers at {installation.url}")
            tell(f"Its mails are at {installation.mail_url}/mails\nCtrl-C stops it.")
            signal.pause()
    except ServerFailed as failure:
        sys.stderr.write(f"{failure}\n")
        return 1
    return 0


def leave(*_: object) -> None:
    """Unwind from wherever we are, so that everything started ends; heard once."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: None)
    sys.exit(0)


def tell(line: str) -> None:
    """Print a line at once, also into a pipe."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
