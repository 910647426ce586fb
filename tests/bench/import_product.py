"""One import as the command does it, measured in a process of its own."""

import json
import sys
from pathlib import Path
from time import perf_counter

from services.alone import tools_for
from services.host import BY_NAME
from services.partners.importers.peoplegroups import Told, import_file
from shared.client import Client
from shared.clock import Clock
from shared.config import Settings
from shared.migrate import upgrade
from tests.bench.processes import largest_memory


def product(file: Path, folder: Path) -> float:
    """Return the seconds of reading and applying."""
    partners = BY_NAME["partners"]
    tools = tools_for(partners, Settings(data_dir=folder), Client(), Clock())
    upgrade(partners, tools.db)
    begun = perf_counter()
    report = import_file(tools, file, dry_run=False, told=Told())
    taken = perf_counter() - begun
    assert report["applied"]
    assert report["accepted"] > 0.9 * report["rows"]
    tools.db.close()
    return taken


if __name__ == "__main__":
    seconds = product(Path(sys.argv[1]), Path(sys.argv[2]))
    print(json.dumps({"seconds": seconds, "memory": largest_memory()}))
