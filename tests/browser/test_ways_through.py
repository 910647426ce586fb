"""People who use the keyboard alone, or a browser that runs no script, get their work done."""

import re
from datetime import UTC, datetime

import pytest

from services.seed.network import Network
from tests.browser.conftest import Visits
from tests.browser.places import enter_as_leader, of, open_congregation, sample_network
from tests.browser.visit import Visit

PATIENCE = 60  # presses of the tab key within which something is reached


@pytest.fixture(scope="module")
def network() -> Network:
    return sample_network()


def tab_to(visit: Visit, selector: str) -> None:
    """Press tab until something that matches has the focus, and check that one sees where it is."""
    for _ in range(PATIENCE):
        visit.page.keyboard.press("Tab")
        seen = visit.page.evaluate(
            """wanted => {
              const it = document.activeElement, style = getComputedStyle(it);
              return {is: it.matches(wanted), drawn: style.outlineStyle !== 'none'
                && parseFloat(style.outlineWidth) >= 2};
            }""",
            selector,
        )
        assert seen["drawn"], f"on the way to {selector} the focus was not to be seen"
        if seen["is"]:
            return
    pytest.fail(f"{selector} was not reached by keyboard")


def test_a_coach_writes_down_a_contact_with_the_keyboard_alone(
    visits: Visits, network: Network
) -> None:
    visit = visits.begin("nl")
    keys = visit.page.keyboard
    visit.open("/sign-in")
    tab_to(visit, "input[name=email]")
    keys.type(network.coaches[0].email)
    keys.press("Enter")
    visit.page.wait_for_url("**/sign-in/code")
    code = mailed_code(visits, network.coaches[0].email)
    tab_to(visit, "input[name=code]")
    keys.type(code)
    keys.press("Enter")
    visit.page.wait_for_url("**/coach")
    tab_to(visit, "article details.opens > summary")
    keys.press("Enter")
    tab_to(visit, "article details[open] input[name=line]")
    keys.type("Met het toetsenbord genoteerd.")
    keys.press("Enter")
    visit.page.wait_for_selector(".notice.success")

    assert "Met het toetsenbord genoteerd." in visit.page.inner_text("main")


def test_without_script_a_contact_is_noted_and_a_proposal_made_and_answered(
    visits: Visits, network: Network
) -> None:
    theirs = of(network, "course")
    coach = visits.begin("nl", script=False)
    coach.enter(network.coaches[0].name)
    open_congregation(coach, theirs)
    coach.page.locator("#log-title ~ details summary").click()
    coach.page.fill("#log-line", "Zonder script genoteerd.")
    coach.follow("#log-title ~ details button")

    assert "Zonder script genoteerd." in coach.page.inner_text(".log")

    coach.follow("a[href$='/partners']")
    coach.follow("section.card .row a.button:not(.quiet)")
    coach.follow("button[value=propose]")
    leader = visits.begin("nl", script=False)
    enter_as_leader(leader, theirs)
    leader.follow("a[href*='/proposals/']")
    leader.page.check("input[value=yes]")
    leader.page.select_option("select[name=body]", index=1)
    leader.page.fill("input[name=held_on]", datetime.now(UTC).date().isoformat())
    leader.follow("main form.card button")

    assert "Uw ja is bewaard" in leader.page.inner_text(".notice.success")


def mailed_code(visits: Visits, address: str) -> str:
    """Return the six digits of the newest mail to an address, once they are there."""
    reader = visits.begin("nl")
    for _ in range(PATIENCE):
        reader.open("/mailbox")
        mails = reader.page.locator(f".pick:has-text('{address}')")
        if mails.count():
            mails.first.click()
            found = re.search(r"^(\d{3}) ?(\d{3})$", reader.page.inner_text(".letter"), re.M)
            if found:
                return found[1] + found[2]
        reader.page.wait_for_timeout(250)
    pytest.fail("no mail with a code came")
