"""The invented network that `missionscoach run --sample` begins with."""

from services.host import Host
from services.seed import loading
from services.seed.network import Network, network
from services.seed.voice import Doors

SEED = 1


def is_empty(house: Host) -> bool:
    """Tell whether the house holds nobody yet."""
    return not loading.is_seeded(house.client)


def load(house: Host) -> None:
    """Load some 20 congregations, 12 agencies and 60 offerings, through the house's own doors."""
    fill(house, sample_network(house), lambda _count: None)


def sample_network(house: Host, *, congregations: int = 20, offerings: int = 60) -> Network:
    """Return an invented network as of the house's today; twelve agencies, or one per fifty."""
    return network(
        congregations=congregations,
        agencies=max(12, offerings // 50),
        offerings=offerings,
        seed=SEED,
        today=house.clock.now().date(),
    )


def fill(house: Host, wanted: Network, advance: loading.Advance) -> None:
    """Load a network into a house that runs in this process only."""
    doors = Doors(house.client, settle=house.settle)
    loading.load(wanted, doors, advance, today=house.clock.now().date())
