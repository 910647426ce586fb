"""A tale told to a running installation whose clock can be moved: by pages, mails and requests."""

from dataclasses import dataclass, field
from datetime import date, datetime
from time import sleep
from typing import Any
from zoneinfo import ZoneInfo

from services.tour.browser import Browser
from services.tour.mail import Mail
from services.tour.missing import expect, wait_for
from services.tour.tale import Tale
from services.tour.walk import Walk

STEP = 21  # days at once: what happens because of time happens on the way
DAYBREAK = 9  # o'clock: before it nobody is written to, and the tour may be walked at night
HOME = ZoneInfo("Europe/Amsterdam")
PAUSE = 0.5  # seconds in which jobs and events follow a moved clock


@dataclass
class Told(Tale):
    """One congregation of the tour; `people` holds the id and address of each who speaks."""

    walk_: Walk = field(kw_only=True)
    people: dict[str, tuple[str, str]] = field(kw_only=True)

    @property
    def today(self) -> date:
        """Return the day by the clock of the installation."""
        return self._move().date()

    def browser(self, who: str) -> Browser:
        """Return the browser of somebody of this tale."""
        alone = who in ("coach", "operator")
        return self.walk_.browser(who if alone else f"{who} of {self.church[-6:]}")

    def ask(self, who: str, method: str, path: str, body: Any = None, *, of: str = "") -> Any:
        """Ask in somebody's name."""
        return self.browser(who).call(of or "congregations", method, path, body)

    def ask_nobody(self, path: str, body: Any) -> Any:
        """Ask as somebody without an account."""
        return self.walk_.browser("nobody").ask("congregations", "POST", path, body)

    def settle(self) -> None:
        """Leave a moment in which what follows can follow."""
        sleep(PAUSE)

    def pass_time(self, *, days: int = 0, months: int = 0) -> None:
        """Move the clock of the installation ahead, three weeks at a step, and never to a night."""
        left = days + months * 30 + months // 2
        while left > 0:
            until_day = max(0, DAYBREAK - self._move().hour)
            self._move(days=min(left, STEP), hours=until_day)
            left -= STEP
            self._enter("operator")
            self.settle()
        self.enter()

    def enter(self) -> None:
        """Let everybody of this tale come in anew, as after a while one must."""
        for who in self.people:
            self._enter(who)

    def mail(self, who: str, link: str) -> Mail:
        """Wait for a mail to somebody with a link that begins like this; return the newest."""
        address = self.people[who][1]
        found = wait_for(
            lambda: self.walk_.mails(address, link), f"{who} got no mail with a link to {link}"
        )
        return found[-1]

    def pdf(self, path: str) -> int:
        """Fetch a document from its page and return how many bytes it has."""
        content = self.browser("leader").download(f"/congregations/{self.church}/{path}")
        expect(content.startswith(b"%PDF-"), f"{path} is no PDF")
        return len(content)

    def _enter(self, who: str) -> None:
        browser = self.browser(who)
        browser.forget()
        form = browser.open("/sample").form("person")
        browser.send(form, {"person": self.people[who][0]})
        expect(browser.is_signed_in, f"the sample page did not let in {who}")

    def _move(self, *, days: int = 0, hours: int = 0) -> datetime:
        body = {"days": days, "hours": hours}
        now = self.browser("operator").call("identity", "POST", "/sample/time", body)["now"]
        return datetime.fromisoformat(now).astimezone(HOME)
