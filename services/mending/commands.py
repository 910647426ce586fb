"""`missionscoach broker`: look at the bus on the broker, and mend it."""

from datetime import datetime

import click

from services.events.commands import SINCE
from shared.clock import Clock
from shared.config import Settings
from shared.events.confirms import BusDown


@click.group("broker")
def broker() -> None:
    """Look at the exchanges and queues on the broker, and mend them."""


@broker.command()
@click.pass_obj
def check(settings: Settings) -> None:
    """Say what is missing, silent, set aside or never came; ends with 1 when there is anything."""
    from services.mending import mend

    try:
        lines = mend.look(settings, at=Clock().now())
    except BusDown as down:
        raise click.ClickException(f"The broker does not answer. {down}") from None
    for line in lines or ["The bus is as it should be."]:
        click.echo(line)
    if lines:
        raise SystemExit(1)


@broker.command()
@SINCE
@click.pass_obj
def repair(settings: Settings, since: datetime | None) -> None:
    """Declare anew what is not sound, and send again what may have been lost with it."""
    from services.mending import mend
    from shared.broker import NotMended

    try:
        done = mend.mend(settings, at=Clock().now(), since=since)
    except (BusDown, NotMended) as fault:
        raise click.ClickException(f"Not mended: {fault}. Repeat it; that is harmless.") from None
    for queue in done.queues:
        click.echo(f"{queue}: declared anew")
    click.echo(f"{done.resent} events are sent again; readers drop those they know")
    for name, (gone, kept) in done.emptied.items():
        if gone or kept:
            click.echo(f"{name}: {gone} sent again and taken out, {kept} stay")
