"""A cluster of three brokers loses its leader, or a node its network: events come all the same."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults import figures
from tests.faults.figures import Outcome
from tests.faults.line import clean

ROOT = Path(__file__).parents[2]
APART = ["unshare", "--net", "--mount", "--kill-child", "--fork"]


def may_be_apart() -> bool:
    """Tell whether this machine lets us have a network of our own."""
    tried = subprocess.run([*APART, "true"], capture_output=True, check=False)
    return tried.returncode == 0


@pytest.mark.timeout(900)
def test_a_cluster_without_its_leader_loses_delays_and_doubles_nothing(server_folder: Path) -> None:
    if not may_be_apart():
        pytest.skip("no network of our own here; run: sudo make test")
    folder = server_folder / "cluster"
    folder.mkdir(mode=0o755)
    ran = subprocess.run(
        [*APART, sys.executable, "-m", "tests.faults.failover", str(folder)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": f"{ROOT}:{ROOT / 'deploy'}"},
        capture_output=True,
        text=True,
        timeout=800,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr[-3000:]

    told = json.loads(ran.stdout.splitlines()[-1])
    outcome = Outcome(**told["outcome"])
    figures.report(outcome)
    for name, seconds in told["stalls"].items():
        figures.figure(f"E23 longest publish stall, {name}, ms", round(seconds * 1000))
    assert clean(outcome)
    assert told["refused"] == 0
    assert told["endings"].keys() == {"done"}
