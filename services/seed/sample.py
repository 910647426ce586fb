"""The invented network that `missionscoach run --sample` begins with."""

from datetime import date
from pathlib import Path

import click

from services.host import Host
from services.seed import loading
from services.seed.network import Network, network
from services.seed.voice import Doors

SEED = 1


def is_empty(house: Host) -> bool:
    """Tell whether the house holds nobody yet; a load that was broken off is a clear stop."""
    if _marker(house).exists():
        raise click.ClickException(
            f"Loading the invented network was broken off; delete {house.settings.data_dir} "
            "and begin anew."
        )
    return not loading.is_seeded(house.client)


def load(house: Host) -> None:
    """Load some 20 congregations, 12 agencies and 60 offerings, through the house's own doors."""
    today = house.clock.now().date()
    fill(house, sized(today, congregations=20, offerings=60), lambda _count: None)


def sized(today: date, *, congregations: int, offerings: int) -> Network:
    """Return an invented network as of this day; twelve agencies, or one per fifty offerings."""
    return network(
        congregations=congregations,
        agencies=max(12, offerings // 50),
        offerings=offerings,
        seed=SEED,
        today=today,
    )


def fill(house: Host, wanted: Network, advance: loading.Advance) -> None:
    """Load a network into a house that no other process runs."""
    doors = Doors(house.client, settle=house.settle)
    _marker(house).touch()
    loading.load(wanted, doors, advance, today=house.clock.now().date())
    _marker(house).unlink()


def _marker(house: Host) -> Path:
    return house.settings.data_dir / "loading-unfinished"
