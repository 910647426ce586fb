"""One person at a browser: goes through pages, and notices what is wrong with them."""

import os
import re
from pathlib import Path
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, ConsoleMessage, Request, Response

from services.portal.language import catalog

Widths = tuple[int, int, int]
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RUN_AXE = """async tags => {
  const rules = {'target-size': {enabled: true}};
  const told = await axe.run({runOnly: tags, rules, resultTypes: ['violations']});
  return told.violations.flatMap(one => one.nodes.map(
    node => `${one.id}: ${node.html.slice(0, 160)} ${node.failureSummary}`));
}"""
TEXTS = """written => {
  const found = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const foreign = walker.currentNode.parentElement.closest(
      `[lang], .letter, .log, pre, code, ${written}`);
    const text = walker.currentNode.data.trim();
    if (text && (!foreign || foreign === document.documentElement)) found.push(text);
  }
  return found;
}"""
OVERFLOW = """() => document.documentElement.scrollWidth - window.innerWidth"""
ENGLISH = re.compile(r"\b(the|and|with|your|you|this|please|should|which|from|their)\b", re.I)


class Visit:
    """A browser window of one person; `faults` gathers what no page may do."""

    def __init__(
        self, context: BrowserContext, language: str, folder: Path, widths: Widths
    ) -> None:
        self.context, self.language = context, language
        self.page = context.new_page()
        self.page.set_default_timeout(10_000)
        self.faults: list[str] = []
        self.status = 0
        self._folder, self._widths = folder, widths
        self._site = ""
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        self.page.on("response", self._receive)
        context.on("request", self._watch)

    def enter(self, name: str, place: str = "") -> None:
        """Sign in on the sample page as somebody, of this congregation where names repeat."""
        self.open("/sample")
        button = self.page.locator(f"button.pick:has(strong:text-is('{name}'))")
        if place:
            button = button.filter(has_text=place)
        summary = self.page.locator("details:not([open])", has=button).locator("summary")
        if summary.count():
            summary.click()
        button.first.click()
        self.speak()

    def speak(self) -> None:
        """Change the language to that of this visit, as the person would."""
        switch = self.page.locator(f".languages button[value={self.language}]")
        if switch.count():
            # the next page may only be asked for when this one has come
            with self.page.expect_navigation():
                switch.click()

    def open(self, path: str, status: int = 200) -> None:
        """Open a page by its address."""
        answer = self.page.goto(path)

        assert answer is not None
        assert answer.status == status, f"{path}: {answer.status}"

    def follow(self, selector: str, status: int = 200) -> None:
        """Follow the first link or button of this kind."""
        self.page.locator(selector).first.click()

        assert self.status == status, f"{self.page.url}: {self.status}"

    def look(self, name: str, written: str = "q") -> None:
        """Look at the page at each width: language, words, axe, overflow; keeps screenshots.

        What matches `written` was written by people, in a language of their own.
        """
        where = f"{name} {self.language}"
        wide, phone, narrow = self._widths
        if self.page.locator("html").get_attribute("lang") != self.language:
            self.faults.append(f"{where}: the page says it is in another language")
        self.faults += [f"{where}: foreign words: {text}" for text in self.foreign_words(written)]
        for width, height in ((wide, 900), (phone, 844)):
            self.page.set_viewport_size({"width": width, "height": height})
            path = self._folder / f"{name}-{self.language}-{width}.png"
            # whole pages are for people who asked for them; they take a third of the time
            self.page.screenshot(path=path, full_page="SCREENSHOTS" in os.environ)
            self._see_whether_it_fits(where, width)
            if AXE_AT[self.language] == width:
                self.faults += [f"{where} at {width}: {fault}" for fault in self.complaints()]
        self.page.set_viewport_size({"width": narrow, "height": 700})
        self._see_whether_it_fits(where, narrow)
        self.page.set_viewport_size({"width": wide, "height": 900})

    def glance(self, name: str, written: str = "q") -> None:
        """Look at the page at the one width at which axe reads this language."""
        where, width = f"{name} {self.language}", AXE_AT[self.language]
        self.page.set_viewport_size({"width": width, "height": 900})
        if self.page.locator("html").get_attribute("lang") != self.language:
            self.faults.append(f"{where}: the page says it is in another language")
        self.faults += [f"{where}: foreign words: {text}" for text in self.foreign_words(written)]
        self._see_whether_it_fits(where, width)
        self.faults += [f"{where} at {width}: {fault}" for fault in self.complaints()]
        if "SCREENSHOTS" in os.environ:
            path = self._folder / f"{name}-{self.language}-{width}.png"
            self.page.screenshot(path=path, full_page=True)

    def _see_whether_it_fits(self, where: str, width: int) -> None:
        if (over := self.page.evaluate(OVERFLOW)) > 0:
            self.faults.append(f"{where}: {over} px wider than {width}")

    def complaints(self) -> list[str]:
        """Return what axe finds wrong with the page as it is shown now."""
        if not self.page.evaluate("() => 'axe' in window"):
            self.page.evaluate(AXE)
        found: list[str] = self.page.evaluate(RUN_AXE, STANDARDS)
        return found

    def foreign_words(self, written: str) -> list[str]:
        """Return the texts of the page that stand in the other language."""
        texts: list[str] = self.page.evaluate(TEXTS, written)
        unwanted = OTHER[self.language]
        found = [text for text in texts if " ".join(text.split()) in unwanted]
        if self.language == "nl":
            found += [text for text in texts if ENGLISH.search(text)]
        return found

    def _hear(self, message: ConsoleMessage) -> None:
        # a page that refuses is reported by the browser too; its status is what a test expects
        if message.type in ("error", "warning") and "status of 4" not in message.text:
            self.faults.append(f"console: {message.text}")

    def _receive(self, response: Response) -> None:
        if response.request.is_navigation_request() and response.frame == self.page.main_frame:
            self.status = response.status
            self._site = self._site or urlsplit(response.url).netloc

    def _watch(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "about") and parts.hostname != "127.0.0.1":
            self.faults.append(f"left our own address: {request.url}")


def _other_language() -> dict[str, frozenset[str]]:
    """Return, for each language of a page, the messages of the other that it must not show."""
    pairs = [
        (message.id, message.string)
        for message in catalog()
        if isinstance(message.id, str) and message.id and message.id != message.string
    ]
    english = frozenset(one for one, _ in pairs)
    # single words may be right in both: only whole Dutch sentences are foreign for certain
    dutch = frozenset(str(one) for _, one in pairs if " " in str(one))
    return {"nl": english - dutch, "en": dutch - english}


# each layout in one language: it is the same in the other, and axe takes the longest
AXE_AT = {"nl": 390, "en": 1280}
AXE = Axe().axe_script
OTHER = _other_language()
