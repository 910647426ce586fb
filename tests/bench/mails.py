"""How many mails are written, sent and marked in a second."""

import smtplib
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import count
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter, sleep
from uuid import UUID

from services.host import Host
from services.notifications import jobs
from services.seed.inventing import profile
from tests import askers
from tests.bench.figure import Figure, in_turns
from tests.bench.houses import house, said
from tests.bench.processes import PATIENCE, free_port, running

LEADERS = 9  # with the coach ten mails for each session
ROUNDS = 4


def figures(sessions: int, rounds: int = ROUNDS) -> Iterator[Figure]:
    """Measure rounds of so many sessions told to ten; the peer sends the same bytes again."""
    port, wanted = free_port(), sessions * (LEADERS + 1)
    with (
        TemporaryDirectory() as box,
        running("tests.bench.sink", port, box),
        house(smtp_url=f"smtp://127.0.0.1:{port}") as host,
    ):
        _wait_for_relay(port)
        plan = _planner(host)

        def ours() -> float:
            _empty(box)
            for _ in range(sessions):
                plan()
            host.buses["notifications"].deliver()
            begun = perf_counter()
            while jobs.send_due(host.settings, host.tools["notifications"]):
                pass
            taken = perf_counter() - begun
            assert len(_mails(box)) == wanted
            return wanted / taken

        product, peer = in_turns(rounds, ours, lambda: _send_again(port, _mails(box)))
    yield Figure("mails written, sent and marked", product, "mails/s", peer)


def _planner(host: Host) -> Callable[[], None]:
    """Return what plans one more session of a congregation, a day after the one before."""
    coach = askers.person(host, "coach")
    church = said(host, coach, "congregations", "/congregations", profile(Random(1), 0))
    for number in range(LEADERS):
        language = "en" if number % 3 == 2 else "nl"
        askers.person(host, "leader", UUID(church["id"]), language=language)
    host.settle()
    days, today = count(30), host.clock.now().date()

    def plan() -> None:
        day = today + timedelta(days=next(days))
        session = {
            "congregation_id": church["id"],
            "kind": "discover_workshop",
            "title": "Gaven ontdekken",
            "local_start": f"{day.isoformat()}T19:30",
            "minutes": 120,
            "place": "De Ark, Lindelaan 3",
            "agenda": "Koffie\nGaven en talenten",
        }
        said(host, coach, "scheduling", "/sessions", session)

    return plan


def _send_again(port: int, mails: list[bytes]) -> float:
    begun = perf_counter()
    with smtplib.SMTP("127.0.0.1", port) as line:
        for mail in mails:
            line.sendmail("post@coach.example", ["leader@church.example"], mail)
    return len(mails) / (perf_counter() - begun)


def _mails(box: str) -> list[bytes]:
    return [path.read_bytes() for path in sorted(Path(box).iterdir())]


def _empty(box: str) -> None:
    for path in Path(box).iterdir():
        path.unlink()


def _wait_for_relay(port: int) -> None:
    for _ in range(int(PATIENCE / 0.05)):
        try:
            smtplib.SMTP("127.0.0.1", port).quit()
        except OSError:
            sleep(0.05)
        else:
            return
    raise TimeoutError("the sink did not begin")
