"""A worker that dies between any two statements leaves each effect exactly once."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from shared.db import Database
from tests.faults import figures
from tests.faults.chains import chain
from tests.faults.line import CATALOGUE, provisioned
from tests.faults.plan import Plan
from tests.faults.sizes import SEED, sized
from tests.faults.storm import ENVIRONMENT

PATIENCE = sized(100, 1200)
TAKING_IN = "receiving,redelivery,retrying"


def walked(plan: Plan, works: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.faults.points", works, str(plan.write())]
    done = subprocess.run(
        command,
        env={**os.environ, **ENVIRONMENT},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    seen: dict[str, Any] = json.loads(done.stdout)
    figures.figure("deaths between two statements", seen["deaths"])
    return seen


def test_dying_between_any_two_statements_on_sqlite_leaves_each_effect_once(tmp_path: Path):
    url = f"sqlite:///{tmp_path / 'receiver'}"
    CATALOGUE.create_all(Database(url).engine)

    seen = walked(Plan("points", str(tmp_path / "points"), SEED, url, url), TAKING_IN)

    assert seen["wrong"] == []
    assert seen["deaths"] > sized(10, 100)


def test_dying_between_any_two_statements_on_postgresql_leaves_each_effect_once(
    postgresql, tmp_path
):
    url = postgresql.create_database("points")
    CATALOGUE.create_all(Database(url).engine)

    seen = walked(Plan("points", str(tmp_path / "points"), SEED, url, url), TAKING_IN)

    assert seen["wrong"] == []
    assert seen["deaths"] > sized(10, 100)


def test_a_relay_that_dies_between_any_two_statements_loses_and_doubles_nothing(
    postgresql, rabbitmq, tmp_path
):
    with chain(tmp_path, postgresql, provisioned(rabbitmq), name="sending") as line:
        seen = walked(line.plan, "sending")

    assert seen["wrong"] == []
    assert seen["deaths"] > 5
