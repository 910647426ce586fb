"""The main pages, in both languages and at the widths of a desk and of phones."""

import pytest

from services.seed.network import Network
from tests.browser.conftest import Visits
from tests.browser.places import enter_as_leader, of, open_congregation, sample_network

LANGUAGES = ["nl", "en"]
CSV = b"ROG3,PeopleID3,PeopNameInCountry\nXX,abc,Nobody\n"


@pytest.fixture(scope="module")
def network() -> Network:
    return sample_network()


@pytest.mark.parametrize("language", LANGUAGES)
def test_everybody_can_read_the_front_pages(visits: Visits, language: str) -> None:
    visit = visits.begin(language)
    visit.open("/")
    visit.look("front")
    visit.open("/sign-in")
    visit.look("sign-in")
    visit.page.fill("input[name=email]", "nobody")
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_selector(".errors")
    visit.look("sign-in-refused")
    visit.open("/sample")
    visit.look("sample")
    visit.open("/nowhere", status=404)
    visit.look("not-found")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_coach_can_read_his_pages(visits: Visits, network: Network, language: str) -> None:
    visit = visits.begin(language)
    visit.enter(network.coaches[0].name)
    visit.look("coach-home")
    open_congregation(visit, of(network, "half_way"))
    visit.look("coach-journey")
    home = visit.page.url
    visit.follow(".timeline li[aria-current] h3 a")
    visit.look("coach-track")
    visit.open(home)
    visit.follow("a[href$='/profile']")
    visit.look("coach-profile")
    visit.open(home)
    visit.follow("a[href$='/people']")
    visit.look("coach-people")
    visit.open("/coach/congregations/new")
    visit.follow("main form button", status=422)
    visit.look("coach-register-refused")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_coach_can_read_how_partners_are_found(
    visits: Visits, network: Network, language: str
) -> None:
    visit = visits.begin(language)
    visit.enter(network.coaches[0].name)
    open_congregation(visit, of(network, "launched"))
    visit.follow("a[href$='/partners']")
    visit.look("coach-partners")
    visit.follow("a[href*='/reasons/']")
    visit.look("coach-partners-figures")
    visit.follow("p.after a[href$='/partners']")
    visit.follow("section.card .row a.button:not(.quiet)")
    visit.look("coach-propose")
    open_congregation(visit, of(network, "half_way"))
    visit.follow("a[href$='/partners']")
    visit.follow("#matches-title ~ ul a")
    visit.look("coach-match")
    visit.open("/coach/agencies")
    visit.look("coach-agencies")
    visit.follow("main .picks a")
    visit.look("coach-agency")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_coach_can_read_how_dates_are_planned(
    visits: Visits, network: Network, language: str
) -> None:
    visit = visits.begin(language)
    visit.enter(network.coaches[0].name)
    open_congregation(visit, of(network, "walking"))
    visit.follow("a[href$='/sessions/new']")
    visit.look("coach-plan")
    visit.page.go_back()
    visit.follow("a[href$='/runs/new']")
    visit.page.fill("input[name=first]", "2027-01-12")
    visit.follow("button[value=show]")
    visit.look("coach-run")
    visit.open("/calendar")
    visit.look("dates")
    visit.follow(".dates a")
    visit.look("date")
    visit.open("/account")
    visit.look("account")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_leader_can_read_his_pages(visits: Visits, network: Network, language: str) -> None:
    visit = visits.begin(language)
    enter_as_leader(visit, network.congregations[0])
    visit.look("leader-home")
    visit.follow("a[href*='/proposals/']")
    visit.look("leader-proposal")
    visit.open("/calendar")
    visit.look("leader-dates")
    other = visits.begin(language)
    enter_as_leader(other, of(network, "reported"))
    other.look("leader-home-reported")
    other.follow("a[href*='/decisions/']")
    other.look("leader-decision")


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_agency_can_read_its_pages(visits: Visits, network: Network, language: str) -> None:
    visit = visits.begin(language)
    visit.enter(network.agencies[0].person.name)
    visit.look("agency-home")
    home = visit.page.url
    visit.follow("a[href$='/offerings/new']")
    visit.look("agency-offering-new")
    visit.open(home)
    visit.follow("a[href$='/keys']")
    visit.look("agency-keys")
    visit.open(home)
    visit.follow("a[href$='/people']")
    visit.look("agency-people")
    visit.open(home)
    visit.follow("a[href$='/sheet']")
    visit.look("agency-sheet")
    for agency in network.agencies:
        if agency.joined:
            visit.enter(agency.person.name, agency.person.email)
            if visit.page.locator("a[href*='/requests/']").count():
                visit.follow("a[href*='/requests/']")
                visit.look("agency-request")
                break
    else:
        pytest.fail("no agency of the sample network was asked anything")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_operator_can_read_his_pages(visits: Visits, network: Network, language: str) -> None:
    visit = visits.begin(language)
    visit.enter(network.operator.name)
    visit.look("operator-organisations")
    visit.follow("main tbody a")
    visit.look("operator-organisation")
    visit.open("/operator/events")
    visit.look("operator-events")
    visit.open("/operator/deliveries")
    visit.look("operator-deliveries")
    visit.open("/operator/people-groups")
    visit.look("operator-people-groups")
    list_of_groups = {"name": "list.csv", "mimeType": "text/csv", "buffer": CSV}
    visit.page.set_input_files("input[type=file]", [list_of_groups])
    visit.page.locator("main form button").first.click()
    visit.look("operator-report")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_mails_of_a_sample_network_can_be_read(visits: Visits, language: str) -> None:
    visit = visits.begin(language)
    visit.open("/mailbox")
    visit.look("mailbox", written=".pick strong")
    visit.follow("main .picks a")
    visit.look("mail", written="h1")
