"""`missionscoach events`: each subcommand reads its options and calls the desk."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

import click

from shared.config import SERVICES, Settings

if TYPE_CHECKING:
    from services.events.desk import Decide, Seen
    from shared.operating import Wanted

WITH_EVENTS = tuple(name for name in SERVICES if name != "portal")
STATES = ("waiting", "refused", "published", "trying", "retry", "held", "parked")


class Moment(click.ParamType[datetime]):
    """A moment as ISO text; without a zone it is UTC."""

    name = "moment"

    def convert(self, value: Any, param: Any, ctx: Any) -> datetime:
        """Return the moment; an impossible one ends the command."""
        try:
            moment = datetime.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value} is not like 2026-11-23 or 2026-11-23T14:00+01:00.", param, ctx)
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


SERVICE = click.option(
    "--service",
    "services",
    multiple=True,
    type=click.Choice(WITH_EVENTS),
    help="Only this one; may be given again.",
)
TYPE = click.option("--type", "type_", help="A type, or its beginning: partners.match")
SINCE = click.option("--since", type=Moment(), help="Recorded or come in at this moment or later.")
UNTIL = click.option("--until", type=Moment(), help="Recorded or come in before this moment.")
ERROR = click.option("--error", help="Words out of the reason.")
DRY_RUN = click.option("--dry-run", is_flag=True, help="Only tell which; change nothing.")
IDS = click.argument("ids", nargs=-1, type=click.UUID)


def options(*several: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Return one decorator for several."""

    def decorate(command: Any) -> Any:
        for each in reversed(several):
            command = each(command)
        return command

    return decorate


@dataclass(frozen=True)
class Choice:
    """Which events the options mean."""

    services: Sequence[str] = ()
    ids: Sequence[UUID] = ()
    type_: str | None = None
    error: str | None = None
    since: datetime | None = None
    until: datetime | None = None

    def wanted(self, states: Sequence[str]) -> "Wanted":
        """Return the choice as the conditions on rows."""
        from shared.operating import Wanted

        return Wanted(
            states=tuple(states),
            ids=tuple(self.ids),
            type=self.type_,
            error=self.error,
            since=self.since,
            until=self.until,
        )

    def noted(self) -> dict[str, str]:
        """Return what the audit log tells of the choice."""
        told = {"type": self.type_, "error": self.error, "since": self.since, "until": self.until}
        ids = {"ids": " ".join(str(each) for each in self.ids)} if self.ids else {}
        return {**ids, **{name: str(value) for name, value in told.items() if value}}


@click.group(invoke_without_command=True)
@click.pass_context
def events(context: click.Context) -> None:
    """See and decide about events that wait, were refused or are parked."""
    if context.invoked_subcommand is None:
        context.invoke(list_)


@events.command("list")
@options(SERVICE, TYPE, SINCE, UNTIL, ERROR)
@click.option("--state", "states", multiple=True, type=click.Choice(STATES))
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1, 10_000))
@click.pass_obj
def list_(settings: Settings, /, states: tuple[str, ...], limit: int, **choice: Any) -> None:
    """Tell what waits, what the broker refused and what is tried again, held or parked, and why."""
    from services.events import desk, telling
    from shared.operating import LISTED

    chosen = Choice(**choice)
    wanted = chosen.wanted(states or LISTED)
    seen = desk.look(settings, chosen.services or WITH_EVENTS, wanted, limit=limit)
    for line in telling.standing(seen, at=_now()):
        click.echo(line)
    _end(seen)


@events.command()
@IDS
@options(SERVICE, TYPE, SINCE, UNTIL, ERROR, DRY_RUN)
@click.option("--state", "states", multiple=True, type=click.Choice(("refused", "retry", "parked")))
@click.option("--all", "every", is_flag=True, help="All that are parked or refused.")
@click.pass_obj
def replay(
    settings: Settings, /, states: tuple[str, ...], every: bool, dry_run: bool, **choice: Any
) -> None:
    """Try again at once: what is parked or refused, or any by its id."""
    from shared import operating

    chosen = Choice(**choice)
    states = states or (operating.REPLAYED if chosen.ids else operating.STUCK)
    wanted = operating.to_replay(chosen.wanted(states))
    _demand_a_choice(wanted, every)
    if dry_run:
        _tell(settings, chosen, wanted)
        return
    at = _now()
    _carry_out(settings, "events replay", chosen, lambda db: operating.replay(db, wanted), at=at)


@events.command()
@IDS
@options(SERVICE, TYPE, SINCE, UNTIL, DRY_RUN)
@click.pass_obj
def resend(settings: Settings, /, dry_run: bool, **choice: Any) -> None:
    """Send once more what was sent, under the same ids; who has it drops it.

    For a reader or a broker that lost something; the services named are the senders.
    """
    from shared import operating

    chosen, at = Choice(**choice), _now()
    wanted = chosen.wanted(("published",))
    _demand_a_choice(wanted, every=False)
    wanted = operating.to_resend(wanted, at=at)
    if dry_run:
        _tell(settings, chosen, wanted)
        return
    _carry_out(
        settings, "events resend", chosen, lambda db: operating.resend(db, wanted, at=at), at=at
    )


@events.command()
@click.argument("ids", nargs=-1, type=click.UUID, required=True)
@SERVICE
@click.option("--reason", required=True, help="Why; it is kept with your name.")
@click.pass_obj
def discard(
    settings: Settings, /, ids: tuple[UUID, ...], services: tuple[str, ...], reason: str
) -> None:
    """Give events up for good; what was held behind them goes on."""
    from shared import operating

    reason = " ".join(reason.split())
    if not reason.isprintable() or not 0 < len(reason) <= 300:
        raise click.UsageError("Say why in one line of at most 300 characters.")
    chosen, at = Choice(services=services, ids=ids), _now()
    wanted = chosen.wanted(operating.LISTED)
    _carry_out(
        settings,
        "events discard",
        chosen,
        lambda db: operating.discard(db, wanted, reason=reason, at=at),
        at=at,
        reason=reason,
    )


def _demand_a_choice(wanted: "Wanted", every: bool) -> None:
    if not (every or wanted.is_limited):
        raise click.UsageError("Say which: ids, --type, --since, --until or other options.")


def _tell(settings: Settings, chosen: Choice, wanted: "Wanted") -> None:
    from services.events import desk, telling

    seen = desk.look(settings, chosen.services or WITH_EVENTS, wanted, limit=50)
    for line in telling.meant(seen, at=_now()):
        click.echo(line)
    click.echo(f"{sum(each.count for each in seen)} events are meant; nothing was changed.")
    _end(seen)


def _end(seen: Sequence["Seen"]) -> None:
    if any(each.fault for each in seen):
        raise SystemExit(1)


def _carry_out(
    settings: Settings, act: str, chosen: Choice, decide: "Decide", *, at: datetime, **noted: str
) -> None:
    from services.events import desk

    decision = desk.Decision(act, decide, at, {**chosen.noted(), **noted})
    changed = desk.carry_out(settings, chosen.services or WITH_EVENTS, decision)
    for name in (name for name, count in changed.items() if count):
        click.echo(f"{name}: {changed[name]}")
    count = sum(changed.values())
    if chosen.ids and not count:
        raise click.ClickException("There is no such event about which that can be decided.")
    click.echo(f"{act}: {count}")


def _now() -> datetime:
    from shared.clock import Clock

    return Clock().now()
