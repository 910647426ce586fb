"""The three pictures of the README, taken anew by

SCREENSHOTS=docs/screenshots make test T=tests/browser/test_readme.py
"""

import os
from pathlib import Path

from tests.browser.conftest import Visits
from tests.browser.places import enter_as_leader, of, open_congregation, sample_network
from tests.browser.visit import Visit

LARGEST = 200_000  # bytes; a page that is read over a phone's connection
NETWORK = sample_network()


def picture(visit: Visit, tmp_path: Path, name: str, height: int) -> int:
    """Keep the top of a page as a picture; returns its size in bytes."""
    folder = Path(os.environ.get("SCREENSHOTS") or tmp_path)
    width = visit.page.viewport_size["width"] if visit.page.viewport_size else 0
    visit.page.set_viewport_size({"width": width, "height": height})
    return len(visit.page.screenshot(path=folder / f"{name}.png"))


def test_the_pictures_of_the_readme_stay_small(visits: Visits, tmp_path: Path) -> None:
    coach = visits.begin("nl")
    coach.enter(NETWORK.coaches[0].name)
    sizes = [picture(coach, tmp_path, "coach-home", 960)]
    open_congregation(coach, of(NETWORK, "launched"))
    coach.follow("a[href$='/partners']")
    sizes.append(picture(coach, tmp_path, "partners-in-sentences", 1280))
    leader = visits.begin("nl", widths=(390, 390, 320))
    enter_as_leader(leader, NETWORK.congregations[0])
    leader.follow("a[href*='/proposals/']")
    sizes.append(picture(leader, tmp_path, "proposal-on-a-phone", 1500))

    assert max(sizes) < LARGEST
