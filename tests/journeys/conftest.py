"""The beginning of every journey that is told here."""

import pytest

from services.host import Host
from shared.clock import StillClock
from tests.journeys import story as stories
from tests.journeys.story import Story


@pytest.fixture
def story(host: Host, clock: StillClock) -> Story:
    return stories.begin(host, clock)
