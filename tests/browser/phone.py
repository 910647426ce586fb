"""Somebody with a phone, who taps and types what stands on the page."""

from playwright.sync_api import Locator

from tests.browser.conftest import Visits
from tests.browser.house import House
from tests.browser.visit import OVERFLOW
from tests.journeys.story import Story

PHONE = (390, 390, 320)


class Phone:
    """A Dutch phone; what does not fit on it, or is refused, fails the test at once."""

    def __init__(self, visits: Visits, house: House) -> None:
        self._house = house
        self._visit = visits.begin("nl", widths=PHONE, house=house)
        self._page = self._visit.page

    def sign_in(self, story: Story, who: str) -> None:
        self._house.enter(self._visit, story, who)

    def open(self, path: str) -> None:
        self._visit.open(path)
        self._fits()

    def tap(self, words: str) -> None:
        """Tap a link or a button, wherever it leads."""
        links = self._page.get_by_role("link", name=words, exact=True)
        self._tap(links.or_(self._page.get_by_role("button", name=words, exact=True)))

    def tap_part(self, words: str) -> None:
        """Tap a link or a button of which these words are a part."""
        self._tap(self._page.locator("main").locator("a, button").filter(has_text=words))

    def unfold(self, words: str) -> None:
        summary = self._page.locator("details:not([open]) > summary", has_text=words)
        if summary.count():
            summary.first.click()

    def write(self, label: str, text: str) -> None:
        self._page.get_by_label(label).locator("visible=true").first.fill(text)

    def choose(self, label: str, option: str) -> None:
        self._page.get_by_label(label).locator("visible=true").first.select_option(label=option)

    def tick(self, label: str) -> None:
        self._page.get_by_label(label).locator("visible=true").first.check()

    def untick(self, label: str) -> None:
        self._page.get_by_label(label).locator("visible=true").first.uncheck()

    def reads(self, words: str) -> bool:
        """Return whether the page says so."""
        return words in self._page.inner_text("body")

    def fields(self, within: str) -> list[Locator]:
        """Return the fields of one kind, in the order of the page."""
        return self._page.locator(within).all()

    def _tap(self, wanted: Locator) -> None:
        wanted.locator("visible=true").first.click()
        self._page.wait_for_load_state()
        assert self._visit.status == 200, f"{self._page.url}: {self._visit.status}"
        self._house.host.settle()
        self._fits()

    def _fits(self) -> None:
        over = self._page.evaluate(OVERFLOW)
        assert over <= 0, f"{self._page.url} is {over} px wider than the phone"
