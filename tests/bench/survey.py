"""How long it takes to close a survey, from the request to the result that can be read."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any
from uuid import UUID, uuid4

from services.congregations.actions import support
from services.congregations.actions.support import Slip
from services.host import Host
from tests import askers
from tests.askers import Asker
from tests.bench.figure import Figure, in_turns
from tests.bench.houses import house, said

ROUNDS = 3
GROUPS = 8
OBJECTS = 10  # one of so many writes an objection


def figures(answers: int = 2000, rounds: int = ROUNDS) -> Iterator[Figure]:
    """Measure closing and reading a survey; the peer moves as many rows without asking anybody."""
    with house() as host, TemporaryDirectory() as folder:
        coach = askers.person(host, "coach")
        made = said(host, coach, "congregations", "/congregations", {"name": "De Brug"})
        base = f"/congregations/{made['id']}"
        host.settle()
        journey = said(host, coach, "congregations", f"{base}/journeys", {"template": "brochure-8"})

        def ours() -> float:
            measure_id = _answered(host, coach, journey["id"], answers)
            begun = perf_counter()
            _ask(host, coach, "POST", f"/support/{measure_id}/closing")
            seen = _ask(host, coach, "GET", f"{base}/support")
            taken = (perf_counter() - begun) * 1000
            assert seen["measures"][0]["result"]["took_part"] == answers
            return taken

        product, peer = in_turns(rounds, ours, lambda: _bare(Path(folder), answers))
    name = f"a survey with {answers} answers closed and read (limit 500 ms)"
    yield Figure(name, product, "ms", peer)


def _answered(host: Host, coach: Asker, journey_id: str, answers: int) -> str:
    """Return an open survey to which so many slips came in."""
    each = answers // GROUPS
    groups = [{"name": f"Groep {number}", "invited": each} for number in range(GROUPS)]
    body = {"kind": "survey", "groups": groups, "questions": [{"nl": "Doen wij dit?"}] * 10}
    path = f"/journeys/{journey_id}/support/measures"
    made: Any = said(host, coach, "congregations", path, body)
    here = f"/support/{made['id']}"
    _ask(host, coach, "POST", f"{here}/thresholds", {"share": 70, "response": 50})
    _ask(host, coach, "POST", f"{here}/opening")
    dice = Random(1)
    for group in made["groups"]:
        wish = {"group_id": group["id"], "number": each}
        tokens = said(host, coach, "congregations", f"{here}/slips", wish)["tokens"]
        with host.tools["congregations"].db.write() as db:
            for number, token in enumerate(tokens):
                text = "Er is al zoveel te doen. " * 4 if number % OBJECTS == 0 else ""
                chosen = [dice.randint(1, 5) for _ in range(10)]
                support.hand_in(db, token, Slip(answers=chosen, objection=text))
    return str(UUID(made["id"]))


def _ask(host: Host, who: Asker, method: str, path: str, body: object = None) -> Any:
    answer = askers.call(host, who, "congregations", method, path, body)
    assert answer.status_code < 300, answer.text
    return answer.get_json()


def _bare(folder: Path, answers: int) -> float:
    """Return the milliseconds in which SQLite alone forgets the tokens and keeps the texts."""
    with sqlite3.connect(folder / f"{uuid4()}.sqlite") as db:
        db.execute("CREATE TABLE token (digest TEXT PRIMARY KEY) WITHOUT ROWID")
        db.execute("CREATE TABLE objection (id TEXT PRIMARY KEY, text TEXT) WITHOUT ROWID")
        db.executemany("INSERT INTO token VALUES (?)", [(uuid4().hex,) for _ in range(answers)])
        db.commit()
        texts = [(uuid4().hex, "Er is al zoveel te doen. " * 4) for _ in range(answers // OBJECTS)]
        begun = perf_counter()
        db.execute("DELETE FROM token")
        db.executemany("INSERT INTO objection VALUES (?, ?)", texts)
        db.commit()
        return (perf_counter() - begun) * 1000
