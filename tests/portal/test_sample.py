from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from werkzeug.test import Client as Browser

from services.host import Host
from services.portal.showing.letters import with_links
from shared.clock import StillClock
from shared.config import Settings
from tests import askers
from tests.portal.conftest import Pages


@pytest.fixture
def mailed(pages: Pages, host: Host) -> Pages:
    """A browser in which somebody asked for a sign-in mail that has arrived."""
    leader = askers.person(host, "leader", name="Hanneke Vreeburg", language="en")
    pages.send("/sign-in", email=leader.email, next="")
    host.settle()
    return pages


def first_mail(pages: Pages) -> str:
    text = pages.open("/mailbox")
    return "/mailbox/" + text.split('href="/mailbox/')[1].split('"')[0]


def test_the_first_page_of_a_sample_network_lets_one_be_anybody(pages: Pages, host: Host) -> None:
    coach = askers.person(host, "coach", name="Ruben Esselink", language="en")
    askers.person(host, "leader", name="Hanneke Vreeburg")
    text = pages.open("/")
    assert "Ruben Esselink" in text
    assert "Hanneke Vreeburg" in text
    assert "everything here is invented" in text

    pages.send("/", "/sample/sign-in", person=str(coach.id))
    assert "Ruben Esselink" in pages.open("/account")


def test_one_can_be_somebody_else_without_signing_out(pages: Pages, host: Host) -> None:
    pages.sign_in(askers.person(host, "coach", language="en"))
    leader = askers.person(host, "leader", name="Hanneke Vreeburg", language="en")
    pages.send("/sample", "/sample/sign-in", person=str(leader.id))

    assert "Hanneke Vreeburg" in pages.open("/account")


def test_who_is_nobody_of_the_sample_cannot_be(pages: Pages, host: Host) -> None:
    askers.person(host, "coach")
    answer = pages.send("/", "/sample/sign-in", person=str(UUID(int=5)))

    assert answer.status_code == 404


def test_sample_pages_are_absent_where_things_are_real(
    settings: Settings, clock: StillClock
) -> None:
    house = Host(replace(settings, sample=False, smtp_url="smtp://127.0.0.1:9"), clock)
    house.migrate()
    browser = Browser(house.create_apps())
    found = {path: browser.get(path).status_code for path in ("/sample", "/mailbox", "/mailbox/1")}
    welcome = browser.get("/", headers={"Accept-Language": "en"})
    house.stop()

    assert set(found.values()) == {404}
    assert "everything here is invented" not in welcome.text
    assert 'href="/sign-in"' in welcome.text


def test_mails_are_read_in_the_mailbox_and_their_links_work(mailed: Pages) -> None:
    text = mailed.open(first_mail(mailed))
    link = text.split('href="http://localhost:8000')[1].split('"')[0]
    assert link.startswith("/sign-in/")

    answer = mailed.send(link)
    assert answer.status_code == 303
    assert "Hanneke Vreeburg" in mailed.open("/account")


def test_a_mails_own_look_is_locked_in(mailed: Pages) -> None:
    address = first_mail(mailed)
    frame = mailed.open(address).split("<iframe")[1].split(">")[0]
    mailed.open(f"{address}/letter")
    assert mailed.last is not None
    policy = mailed.last.headers["Content-Security-Policy"]

    assert "sandbox" in frame
    assert "allow" not in frame
    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    assert "script-src" not in policy
    assert mailed.last.headers["X-Frame-Options"] == "SAMEORIGIN"


def test_a_mail_that_does_not_exist_is_absent(pages: Pages) -> None:
    pages.open("/mailbox/nothing", status=404)
    pages.open("/mailbox/..%2Fdeliveries", status=404)


def test_only_addresses_of_this_site_become_links_in_a_mail() -> None:
    text = "See http://here.example/x/1?y=2. Not http://evil.example/<b>"
    shown = str(with_links(text, "http://here.example"))

    assert shown == (
        'See <a href="http://here.example/x/1?y=2">http://here.example/x/1?y=2</a>. '
        "Not http://evil.example/&lt;b&gt;"
    )


def test_an_old_sign_in_mail_no_longer_works(mailed: Pages, clock: StillClock) -> None:
    text = mailed.open(first_mail(mailed))
    link = text.split('href="http://localhost:8000')[1].split('"')[0]
    clock.advance(timedelta(minutes=31))

    assert mailed.send(link).status_code == 422
