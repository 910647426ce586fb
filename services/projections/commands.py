"""`missionscoach projections`: each subcommand reads its options and asks the pictures."""

from collections.abc import Callable

import click

from shared import log
from shared.config import SERVICES, Settings

HOLDERS = tuple(name for name in SERVICES if name != "portal")


@click.group()
def projections() -> None:
    """Compare the pictures that services keep of each other's rows, and rebuild them."""
    # in one process the owners' answers would be told of between the lines
    log.configure("WARNING")


def _choice(command: Callable[..., None]) -> Callable[..., None]:
    service = click.option(
        "--service",
        "services",
        multiple=True,
        type=click.Choice(HOLDERS),
        help="Only pictures that this one holds; may be given again.",
    )
    name = click.option("--name", help="Only pictures of this name.")
    return service(name(command))


_patience = click.option(
    "--patience",
    default=5.0,
    show_default=True,
    help="Seconds in which a picture that differs is looked at again: events may be on their way.",
)


@projections.command("list")
@_choice
@click.pass_obj
def list_(settings: Settings, services: tuple[str, ...], name: str | None) -> None:
    """List the pictures, and how many rows stand in each."""
    from services.projections.pictures import opened

    with opened(settings, services or HOLDERS, name) as found:
        for each in found:
            click.echo(f"{each.title}\t{each.count()} here")


@projections.command()
@_choice
@_patience
@click.pass_obj
def check(settings: Settings, services: tuple[str, ...], name: str | None, patience: float) -> None:
    """Tell which pictures are as their owners have them; exit code 1 when one is not."""
    from services.projections.pictures import opened

    with opened(settings, services or HOLDERS, name) as found:
        equal = [each.is_equal(patience, click.echo) for each in found]
    _end(equal)


@projections.command()
@_choice
@_patience
@click.pass_obj
def rebuild(
    settings: Settings, services: tuple[str, ...], name: str | None, patience: float
) -> None:
    """Make pictures as their owners have them, while events keep coming; then check them."""
    from services.projections.pictures import opened

    equal = []
    with opened(settings, services or HOLDERS, name) as found:
        for each in found:
            each.rebuild(click.echo)
            equal.append(each.is_equal(patience, click.echo))
    _end(equal)


def _end(equal: list[bool]) -> None:
    if not all(equal):
        raise SystemExit(1)
