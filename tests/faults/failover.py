"""What a cluster's clients live through, as a program: `python -m tests.faults.failover FOLDER`.

It prints its outcome as JSON; it is a program because it lives in a private network.
"""

import json
import sys
import threading
import time
from collections.abc import Callable, Iterator
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
from tests.faults.sizes import LARGE, sized

APART = sized(2.0, 5.0)  # seconds without a node
CUT = 40.0  # seconds without a cable: longer than three heartbeats


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
    """Let the cluster live through its story while writes go on."""
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
                for name, fault in STORY:
                    with watched(chain, stalls, name):
                        fault(nodes)
            drained = chain.drained()
        outcome = chain.outcome("E23 cluster", drained, kills={"broker": len(STORY) - LARGE})
        told = {"outcome": asdict(outcome), "stalls": stalls, "endings": chain.endings()}
        told["refused"] = chain.refused()
    sys.stdout.write(json.dumps(told) + "\n")


def kill_the_leader(nodes: Cluster) -> None:
    """End it without a goodbye, and let the others work."""
    nodes.leader(QUEUE).kill()
    time.sleep(APART)


def kill_the_leader_and_bring_it_back(nodes: Cluster) -> None:
    """End it without a goodbye, let the others work for a while."""
    leader = nodes.leader(QUEUE)
    leader.kill()
    time.sleep(APART)
    leader.start()
    time.sleep(APART)


def cut_the_leader_off(nodes: Cluster) -> None:
    """Let nothing through to it or from it for a while."""
    leader = nodes.leader(QUEUE)
    leader.cut_off()
    time.sleep(CUT)
    leader.connect_again()
    time.sleep(APART)


STORY: tuple[tuple[str, Callable[[Cluster], None]], ...] = sized(
    (("leader killed", kill_the_leader),),
    (
        ("leader killed", kill_the_leader_and_bring_it_back),
        ("leader killed again", kill_the_leader_and_bring_it_back),
        ("leader cut off", cut_the_leader_off),
    ),
)

if __name__ == "__main__":
    main(Path(sys.argv[1]))
