"""What `missionscoach seed` does: an invented network into a data folder or a running house."""

from dataclasses import replace

import click

from services.host import Host
from services.seed import loading, sample
from services.seed.voice import Doors
from shared.client import HttpClient
from shared.clock import Clock
from shared.config import Settings
from shared.errors import NotFound, Refusal, Unavailable

PATIENCE = 60.0  # seconds an event may take in a running installation
HANDS = 6  # requests under way at a time
THERE = "There are people already; an invented network goes into an empty installation only."


def seed_folder(settings: Settings, *, congregations: int, offerings: int) -> None:
    """Load an invented network into a data folder that nobody runs on; once is enough."""
    house = Host(replace(settings, sample=True, mode="embedded", smtp_url=""))
    house.migrate()
    try:
        house.create_apps()
        if not sample.is_empty(house):
            click.echo(THERE)
            return
        today = house.clock.now().date()
        wanted = sample.sized(today, congregations=congregations, offerings=offerings)
        with click.progressbar(length=wanted.size, label="inventing a network") as bar:
            sample.fill(house, wanted, bar.update)
    finally:
        house.stop()
    click.echo(f"{congregations} congregations, {offerings} offerings; all invented")


def seed_url(url: str, *, congregations: int, offerings: int) -> None:
    """Load an invented network into a running installation in sample mode; once is enough."""
    client = HttpClient(lambda _service: url.rstrip("/"))
    today = Clock().now().date()
    try:
        if loading.is_seeded(client):
            click.echo(THERE)
            return
        wanted = sample.sized(today, congregations=congregations, offerings=offerings)
        with click.progressbar(length=wanted.size, label="inventing a network") as bar:
            doors = Doors(client, patience=PATIENCE, hands=HANDS)
            loading.load(wanted, doors, bar.update, today=today)
    except NotFound as fault:
        raise click.ClickException(f"{url} is not in sample mode.") from fault
    except Unavailable as fault:
        raise click.ClickException(f"{url} does not answer.") from fault
    except Refusal as fault:
        raise click.ClickException(f"{fault.detail} {fault.fields or ''}".strip()) from fault
    click.echo(f"{congregations} congregations, {offerings} offerings; all invented")
