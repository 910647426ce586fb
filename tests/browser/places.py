"""Where things are in the sample network: who looks at what."""

from datetime import UTC, datetime

from services.seed import sample
from services.seed.network import Congregation, Network
from tests.browser.visit import Visit


def sample_network() -> Network:
    """Return the network that a sample installation of today begins with."""
    return sample.sized(datetime.now(UTC).date(), congregations=20, offerings=60)


def of(network: Network, situation: str) -> Congregation:
    """Return the first congregation in a situation; the first coach guides it."""
    return next(one for one in network.congregations if one.situation == situation)


def enter_as_leader(visit: Visit, congregation: Congregation) -> None:
    """Sign in as the first leader of a congregation."""
    visit.enter(congregation.leaders[0].name, congregation.profile["name"])


def open_congregation(visit: Visit, congregation: Congregation) -> None:
    """Go to a congregation from the coach's home, as he would."""
    visit.open("/coach")
    visit.follow(f"article h3 a:text('{congregation.profile['name']}')")
