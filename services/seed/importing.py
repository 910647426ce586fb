"""What `missionscoach import` does: a list of people groups into a folder or a running house."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from services.alone import tools_for
from services.host import BY_NAME
from services.partners.importers.peoplegroups import Told, import_file
from services.seed.voice import Doors, Voice
from shared.client import Client, HttpClient
from shared.clock import Clock
from shared.config import Settings
from shared.errors import NotFound, Refusal
from shared.migrate import upgrade

Progress = Callable[[int, int], None]


def into_folder(settings: Settings, file: Path, *, dry_run: bool) -> None:
    """Import a list into the database of an installation, on this machine."""
    partners = BY_NAME["partners"]
    tools = tools_for(partners, settings, Client(), Clock())
    try:
        upgrade(partners, tools.db)
        with click.progressbar(length=100, label="people groups") as bar:
            report = import_file(
                tools, file, dry_run=dry_run, told=Told(language="en"), progress=_percent(bar)
            )
    except Refusal as fault:
        raise click.ClickException(fault.detail) from fault
    finally:
        tools.db.close()
    _tell(report)


def into_url(url: str, file: Path, *, dry_run: bool) -> None:
    """Import a list into a running installation in sample mode, as its operator."""
    client = HttpClient(lambda _service: url.rstrip("/"))
    path = f"/people-groups/imports?dry_run={int(dry_run)}&language=en"
    try:
        people = client.call("identity", "GET", "/sample/people?role=operator&limit=1").json
        if not people:
            raise click.ClickException(f"{url} has no operator; `missionscoach seed` makes one.")
        operator = Voice(Doors(client), people[0]["id"])
        _tell(operator.call("partners", "POST", path, raw=(file.read_bytes(), "text/csv")))
    except NotFound as fault:
        raise click.ClickException(f"{url} is not in sample mode.") from fault
    except Refusal as fault:
        raise click.ClickException(fault.detail) from fault


def _percent(bar: Any) -> Progress:
    """Return what moves a bar of a hundred, however many rows there are to write."""

    def move(done: int, total: int) -> None:
        bar.update(int(100 * done / max(total, 1)) - bar.pos)

    return move


def _tell(report: Any) -> None:
    for row in report["rejected"]:
        click.echo(f"line {row['line']}: {row['reason']}")
    done = "taken" if report["applied"] else "can be taken"
    click.echo(
        f"{report['rows']} rows: {report['accepted']} {done}, {report['rejected_count']} rejected; "
        f"{report['added']} new, {report['changed']} changed, {report['unchanged']} as before"
    )
