"""Starting and keeping the one-process installation; what `missionscoach run` does."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click

from services import serve
from services.host import BY_NAME, Host
from services.identity.actions import setup_link as make_setup_link
from services.seed import sample
from shared import migrate as migrations
from shared.config import Settings
from shared.db import Database


def run(settings: Settings, address: str) -> None:
    """Bring the databases up to date, load what a first start needs, and serve."""
    if not settings.sample and not settings.smtp_url:
        raise click.ClickException(
            "Set SMTP_URL so that people get their mail, or add --sample to try things out."
        )
    if settings.simulated_time and not settings.sample:
        raise click.ClickException("SIMULATED_TIME is for samples only; real time cannot be moved.")
    click.echo("Missionscoach is starting …")
    note = _prepare(settings)

    def ready() -> None:
        click.echo(f"\nMissionscoach answers at {settings.public_url}\n{note}\nCtrl-C stops it.")

    serve_house(settings, address, ready=ready)


def serve_house(settings: Settings, address: str, *, ready: Callable[[], None]) -> None:
    """Serve the whole house from one process until Ctrl-C or SIGTERM."""
    houses: list[Host] = []

    def make_app() -> Any:
        # made after the fork: threads and connections do not survive one
        house = Host(settings)
        houses.append(house)
        app = house.create_apps()
        house.start()
        return app

    def stop(_arbiter: object, _worker: object) -> None:
        for house in houses:
            house.stop()

    options = {
        **serve.options_for(address),
        "workers": 1,
        "threads": 8,
        "post_worker_init": lambda _worker: ready(),
        "worker_exit": stop,
    }
    serve.Server(make_app, options).run()


def _prepare(settings: Settings) -> str:
    house = Host(settings)
    house.migrate()
    try:
        house.create_apps()
        return _sample_note(house) if settings.sample else _setup_note(house)
    finally:
        house.stop()


def _sample_note(house: Host) -> str:
    if sample.is_empty(house):
        click.echo("loading an invented network …")
        sample.load(house)
    return (
        "It holds an invented network. Sign in as anybody: the coach, a leader, an agency.\n"
        "Mails land in the mailbox page and nothing leaves this machine."
    )


def _setup_note(house: Host) -> str:
    link = _setup_link(house)
    return f"First operator, once: {link}" if link else ""


def migrate(name: str, settings: Settings) -> str:
    """Bring one service's database up to date; returns the version it has now."""
    database = Database(settings.database(name))
    try:
        migrations.upgrade(BY_NAME[name], database)
    finally:
        database.close()
    return migrations.head(BY_NAME[name]) or "empty"


def new_migration(name: str, message: str) -> Path:
    """Write a service's next numbered migration."""
    with TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{folder}/{name}.sqlite3")
        return migrations.new_migration(BY_NAME[name], database, message)


def setup_link(settings: Settings) -> str | None:
    """Return the one-time set-up link, or None when there is an operator."""
    house = Host(settings)
    house.migrate()
    try:
        return _setup_link(house)
    finally:
        house.stop()


def _setup_link(house: Host) -> str | None:
    with house.tools["identity"].db.write() as db:
        path = make_setup_link(db, house.clock.now())
    return f"{house.settings.public_url}{path}" if path else None
