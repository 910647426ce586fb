"""How long a list of people groups takes, each way in a process of its own."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from services.seed.people_groups import write_people_groups
from tests.bench.figure import Figure, in_turns
from tests.bench.processes import measured

ROUNDS = 3


def figures(rows: int, rounds: int = ROUNDS) -> Iterator[Figure]:
    """Measure the import of so many rows."""
    with TemporaryDirectory() as folder:
        file = Path(folder, "people-groups.csv")
        written = write_people_groups(file, rows=rows, seed=1).rows
        memory: dict[str, float] = {}

        def one(way: str) -> float:
            with TemporaryDirectory(dir=folder) as place:
                found = measured(way, file, place)
            memory[way] = found["memory"]
            return found["seconds"]

        ours, peer = in_turns(rounds, lambda: one("import_product"), lambda: one("import_bare"))
    name = f"import of {written} people groups"
    yield Figure(name, ours, "s", peer)
    yield Figure(f"{name}, speed", written / ours, "rows/s", written / peer)
    yield Figure(f"{name}, memory", memory["import_product"], "MB", memory["import_bare"])
