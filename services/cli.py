"""The `missionscoach` command: each subcommand reads its options and calls one function."""

import signal
from dataclasses import replace
from pathlib import Path

import click
from environs import EnvError

from services.events.commands import events
from services.mending.commands import broker
from services.projections.commands import projections
from shared import log
from shared.config import SERVICES, Settings, from_environment

BACKENDS = tuple(name for name in SERVICES if name != "portal")


@click.group()
@click.pass_context
def main(context: click.Context) -> None:
    """Run and keep Missionscoach."""
    try:
        context.obj = from_environment()
    except EnvError as fault:
        raise click.ClickException(f"The settings are not right. {fault}") from None
    log.configure(context.obj.log_level)


@main.command()
@click.option("--sample", is_flag=True, help="Load an invented network and open the sample pages.")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
@click.pass_obj
def run(settings: Settings, sample: bool, host: str, port: int) -> None:
    """Run everything in one process, on SQLite."""
    from services import embedded

    settings = replace(settings, sample=sample or settings.sample, mode="embedded")
    if settings.public_url == Settings.public_url:
        settings = replace(settings, public_url=f"http://{host}:{port}")
    embedded.run(settings, f"{host}:{port}")


@main.command()
@click.argument("service", type=click.Choice(SERVICES))
@click.option("--bind", default="127.0.0.1:8000", show_default=True)
@click.option("--workers", default=2, show_default=True)
@click.pass_obj
def web(settings: Settings, service: str, bind: str, workers: int) -> None:
    """Serve one service's pages or API (its own process beside others)."""
    from services import separate

    separate.web(service, settings, bind, workers)


@main.command()
@click.argument("service", type=click.Choice(BACKENDS))
@click.pass_obj
def worker(settings: Settings, service: str) -> None:
    """Send and take in one service's events and run its timed jobs."""
    from services import separate

    separate.worker(service, settings)


@main.command()
@click.argument("services", nargs=-1, type=click.Choice(BACKENDS))
@click.pass_obj
def migrate(settings: Settings, services: tuple[str, ...]) -> None:
    """Bring the databases up to date (all services, or those named)."""
    from services import embedded

    for name in services or BACKENDS:
        click.echo(f"{name}: {embedded.migrate(name, settings)}")


@main.command()
@click.argument("service", type=click.Choice(BACKENDS))
@click.argument("message")
def migration(service: str, message: str) -> None:
    """Write a service's next numbered migration from what changed in its model."""
    from services import embedded

    click.echo(embedded.new_migration(service, message))


@main.command()
@click.pass_obj
def provision(settings: Settings) -> None:
    """Declare the broker's exchanges and queues; harmless when they are there."""
    from services import separate

    separate.provision(settings)


@main.command()
@click.pass_obj
def prepare(settings: Settings) -> None:
    """Bring all databases up to date and declare the broker's queues, before services start."""
    from services import separate

    separate.prepare(settings)


@main.command("front-door")
@click.option("--bind", default="127.0.0.1:8000", show_default=True)
@click.pass_obj
def front_door(settings: Settings, bind: str) -> None:
    """Serve the one address of an installation of separate services."""
    from services import separate

    separate.front_door(settings, bind)


@main.command("mail-catcher")
@click.option("--bind", default="127.0.0.1:8025", show_default=True)
@click.option("--smtp-host", default="127.0.0.1", show_default=True)
@click.option("--smtp-port", default=1025, show_default=True)
def mail_catcher(bind: str, smtp_host: str, smtp_port: int) -> None:
    """Catch the mails of a sample installation and show them; nothing is sent on."""
    from services import separate

    separate.mail_catcher(bind, smtp_host, smtp_port)


@main.command("setup-link")
@click.pass_obj
def setup_link(settings: Settings) -> None:
    """Print the one-time link with which the first operator signs in."""
    from services import embedded

    click.echo(embedded.setup_link(settings) or "There is an operator already.")


@main.command()
@click.argument("target", type=click.Path(path_type=Path, dir_okay=False))
@click.pass_obj
def backup(settings: Settings, target: Path) -> None:
    """Write a backup of the one-process installation, also while it runs."""
    from services.backup import backup as write

    click.echo(f"{target}: {write(settings.data_dir, target)} bytes")


@main.command()
@click.argument("source", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.pass_obj
def restore(settings: Settings, source: Path) -> None:
    """Put a backup into an empty data folder and bring it up to date."""
    from services import embedded
    from services.backup import restore as unpack

    unpack(source, settings.data_dir)
    for name in BACKENDS:
        embedded.migrate(name, settings)
    click.echo(f"restored into {settings.data_dir}")


@main.command()
@click.option("--congregations", default=200, show_default=True, type=click.IntRange(1, 5000))
@click.option("--offerings", default=600, show_default=True, type=click.IntRange(0, 100_000))
@click.option("--url", help="A running installation in sample mode, rather than the data folder.")
@click.pass_obj
def seed(settings: Settings, congregations: int, offerings: int, url: str | None) -> None:
    """Load an invented network into an empty installation, marked as invented."""
    from services.seed import commands

    if url:
        commands.seed_url(url, congregations=congregations, offerings=offerings)
    else:
        commands.seed_folder(settings, congregations=congregations, offerings=offerings)


@main.command()
@click.option("--mode", type=click.Choice(("embedded", "services")), default="embedded")
@click.option("--url", help="A running installation in sample mode.")
@click.option("--mail", help="The mail catcher of that installation.")
@click.option("--congregations", default=200, show_default=True)
@click.option("--offerings", default=600, show_default=True)
@click.option("--people-groups", default=17_000, show_default=True)
def tour(mode: str, url: str | None, mail: str | None, **size: int) -> None:
    """Walk the main job from outside, over HTTP only, and say what came back."""
    from services.tour.modes import Size
    from services.tour.tour import tour as walk

    if not walk(mode=mode, url=url, mail=mail, size=Size(**size)):
        raise SystemExit(1)


@main.group("import")
def import_() -> None:
    """Take in lists from files."""


@import_.command("people-groups")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--dry-run", is_flag=True, help="Only tell what would change.")
@click.option("--url", help="A running installation in sample mode, rather than the data folder.")
@click.pass_obj
def people_groups(settings: Settings, file: Path, dry_run: bool, url: str | None) -> None:
    """Take in a list of people groups in the Joshua Project column layout."""
    from services.seed import importing

    if url:
        importing.into_url(url, file, dry_run=dry_run)
    else:
        importing.into_folder(settings, file, dry_run=dry_run)


main.add_command(events)
main.add_command(broker)
main.add_command(projections)


@main.command()
@click.option("--check", is_flag=True, help="Only tell whether they are fresh.")
def docs(check: bool) -> None:
    """Write the generated pages anew."""
    from services import documents

    changed = documents.stale() if check else documents.write()
    for path in changed:
        click.echo(f"{'stale' if check else 'written'}: {path}")
    if check and changed:
        raise click.ClickException("Run `make docs`.")


# Ctrl-C while starting ends quietly, as it does while serving
signal.signal(signal.SIGINT, signal.default_int_handler)
