"""What the tour carries along: who walks, what was made, and which mails came."""

from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from services.tour import mail
from services.tour.browser import Browser
from services.tour.mail import Mail
from services.tour.missing import expect, wait_for
from services.tour.modes import Installation, Size


@dataclass
class Walk:
    """One tour; `mark` keeps its addresses apart from those of an earlier tour."""

    installation: Installation
    size: Size
    mark: str = field(default_factory=lambda: uuid4().hex[:8])
    browsers: dict[str, Browser] = field(default_factory=dict)
    made: dict[str, Any] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)

    def browser(self, name: str) -> Browser:
        """Return the browser of one of the people of this tour."""
        return self.browsers.setdefault(name, Browser(self.installation.url, name))

    def address(self, name: str) -> str:
        """Return the mail address of somebody whom this tour introduces."""
        return f"{name}.{self.mark}@tour.example"

    def mails(self, address: str, link: str = "") -> list[Mail]:
        """Return the mails to this address with a link that begins like this, oldest first."""
        return mail.to(self.installation.mails, address, link)

    def next_mail(self, address: str, link: str, *, before: int = 0) -> Mail:
        """Wait until a mail more than `before` with such a link came; there may be no further."""
        found = wait_for(
            lambda: self.mails(address, link)[before:],
            f"{address} got no mail with a link to {link}",
        )
        expect(len(found) == 1, f"{address} got {len(found)} mails with a link to {link}, not one")
        self.sizes[f"{address} {link}"] = before + 1
        return found[0]

    def doubled(self) -> list[str]:
        """Return for whom more mails came since than were waited for."""
        return [
            key for key, known in self.sizes.items() if len(self.mails(*key.split(" ", 1))) != known
        ]
