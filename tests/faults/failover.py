"""What a cluster's clients live through, as a program: `python -m tests.faults.failover FOLDER`.

It prints its outcome as JSON; it is a program because it lives in a private network.
"""

import json
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

import servers
from sqlalchemy import func, select

from shared import broker, log
from shared.events.tables import outbox
from tests.faults import cluster, line
from tests.faults.cluster import Cluster
from tests.faults.line import QUEUE, Line
from tests.faults.sizes import sized

CUT = sized(10, 40)  # seconds without a cable


class Stalls(threading.Thread):
    """Watches how long nothing was confirmed though writes went on."""

    def __init__(self, chain: Line) -> None:
        super().__init__(daemon=True)
        self._chain = chain
        self._ended = threading.Event()
        self.longest = 0.0

    def run(self) -> None:
        """Look many times a second."""
        published, since = self._published(), time.monotonic()
        while not self._ended.wait(0.05):
            now = self._published()
            if now != published:
                published, since = now, time.monotonic()
            self.longest = max(self.longest, time.monotonic() - since)

    def stop(self) -> float:
        """End, and return the longest stall in seconds."""
        self._ended.set()
        self.join(10)
        return self.longest

    def _published(self) -> int:
        with self._chain.sender.read() as db:
            return db.scalar(select(func.count(outbox.c.published_at))) or 0


@contextmanager
def watched(chain: Line, stalls: dict[str, float], name: str) -> Iterator[None]:
    """Keep the longest stall within the block."""
    stalling = Stalls(chain)
    stalling.start()
    yield
    stalls[name] = round(stalling.stop(), 1)


def main(folder: Path) -> None:
    """Kill the leader twice, then cut its successor off, while writes go on."""
    log.configure("CRITICAL")
    cluster.private_network(folder)
    with (
        servers.postgresql(folder / "postgresql", durable=True) as rows,
        cluster.running(folder) as nodes,
        line.two_databases(rows) as databases,
    ):
        broker.provision(nodes.url, line.keys())
        time.sleep(line.YOUNG)
        stalls: dict[str, float] = {}
        with Line(*databases, nodes.url) as chain:
            with chain.writing():
                for number in (1, 2):
                    with watched(chain, stalls, f"leader killed {number}"):
                        kill_the_leader(nodes)
                with watched(chain, stalls, "leader cut off"):
                    cut_the_leader_off(nodes)
            drained = chain.drained()
        outcome = chain.outcome("E23 cluster", drained, kills={"broker": 2})
        told = {"outcome": asdict(outcome), "stalls": stalls, "endings": chain.endings()}
        told["refused"] = chain.refused()
    sys.stdout.write(json.dumps(told) + "\n")


def kill_the_leader(nodes: Cluster) -> None:
    """End it without a goodbye, let the others work, bring it back."""
    leader = nodes.leader(QUEUE)
    leader.kill()
    time.sleep(5)
    leader.start()
    time.sleep(3)


def cut_the_leader_off(nodes: Cluster) -> None:
    """Let nothing through to it or from it for a while."""
    leader = nodes.leader(QUEUE)
    leader.cut_off()
    time.sleep(CUT)
    leader.connect_again()
    time.sleep(3)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
