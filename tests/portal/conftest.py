"""Browsers of people who are signed in, and a count of the calls that each page makes."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from html import unescape

import pytest
from werkzeug.test import Client as Browser
from werkzeug.test import TestResponse

from services.host import Host
from services.identity.actions import sessions
from services.identity.model import Person
from services.portal import session as visits
from shared.client import Client, Reply
from shared.errors import Unavailable
from tests.askers import Asker

MOST_CALLS = 4


@dataclass
class Wire(Client):
    """The portal's wire to the other services: counts calls, and can be cut to one of them."""

    inner: Client
    calls: list[str] = field(default_factory=list)
    cut: set[str] = field(default_factory=set)

    def send(
        self,
        service: str,
        method: str,
        path: str,
        *,
        headers: Mapping[str, str],
        body: bytes | None,
    ) -> Reply:
        self.calls.append(f"{method} {service}{path}")
        if service in self.cut:
            raise Unavailable(f"{service} does not answer.")
        return self.inner.send(service, method, path, headers=headers, body=body)


@dataclass
class Pages:
    """The portal as tests use it: open a page, send its form, sign in."""

    host: Host
    wire: Wire
    browser: Browser
    last: TestResponse | None = None

    def sign_in(self, asker: Asker, *, own_device: bool = False) -> None:
        """Sign this browser in as a person made by `tests.askers`."""
        now = self.host.clock.now()
        device = sessions.Device(own=own_device, label="Test")
        with self.host.tools["identity"].db.write() as db:
            person = db.get_one(Person, asker.id)
            entered = sessions.start(db, person, device=device, at=now)
        self.browser.set_cookie(visits.COOKIE, entered.session_token)

    def another(self) -> "Pages":
        """Return a second browser of the same house."""
        return Pages(self.host, self.wire, Browser(self.browser.application))

    def open(self, path: str, *, language: str = "en", status: int = 200) -> str:
        """Open a page; fails when it makes too many calls or answers otherwise."""
        self.wire.calls.clear()
        self.last = self.browser.get(path, headers={"Accept-Language": language})
        assert self.last.status_code == status, (self.last.status_code, self.last.text[-3000:])
        assert len(self.wire.calls) <= MOST_CALLS, self.wire.calls
        return self.last.text

    def send(
        self, page: str, action: str = "", *, reads: str = "en", **fields: object
    ) -> TestResponse:
        """Open `page`, then post `fields` to `action` (the page itself when empty) with its token.

        Returns the answer without following it: 303 when it was done, 422 when to be mended.
        """
        text = self.open(page, language=reads)
        self.wire.calls.clear()
        self.last = self.browser.post(
            action or page,
            data={"csrf_token": token_of(text), **fields},
            headers={"Accept-Language": reads},
        )
        assert len(self.wire.calls) <= MOST_CALLS, self.wire.calls
        return self.last

    def follow(self) -> str:
        """Open the page to which the last answer led."""
        assert self.last is not None
        assert self.last.status_code == 303, (self.last.status_code, self.last.text[-3000:])
        return self.open(self.last.headers["Location"])


def token_of(page: str) -> str:
    """Return the token of the first form on a page."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert found, "no form on this page"
    return unescape(found[1])


@pytest.fixture
def wire(host: Host) -> Wire:
    tools = host.tools["portal"]
    laid = Wire(tools.client)
    host.apps["portal"].extensions["missionscoach"] = replace(tools, client=laid)
    return laid


@pytest.fixture
def pages(host: Host, wire: Wire, browser: Browser) -> Pages:
    return Pages(host, wire, browser)
