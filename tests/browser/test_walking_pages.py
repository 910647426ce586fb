"""Every page of the eight parts can be read in both languages, on a phone and at a desk."""

from urllib.parse import urlsplit

import pytest
from werkzeug.exceptions import HTTPException

from tests.browser import walked
from tests.browser.conftest import Visits
from tests.browser.house import House
from tests.browser.visit import Visit
from tests.journeys.story import Story

LANGUAGES = ["nl", "en"]
PARTS = {
    "courses",
    "discovery",
    "evaluations",
    "implementation",
    "intake",
    "launches",
    "partnering",
    "reports",
    "strategies",
    "support",
    "templates",
    "workshops",
}
# of these one is at work and one is finished, and they look different
TWO_STATES = {
    "courses.run",
    "discovery.one_round",
    "strategies.gaps",
    "strategies.goals",
    "support.measure",
    "workshops.show",
}
# what people wrote, in a language of their own
WRITTEN = "q, h1, .pick strong, textarea"
# these lead on to one of the others: from the code of a sheet, or from a mail
LEAD_ON = {"courses.enter", "partnering.to_agreement", "partnering.to_visit"}
# these are for people without an account; looked at below
BY_LINK = {
    "discovery.rate",
    "discovery.thanks",
    "discovery.type_code",
    "implementation.by_mail",
    "partnering.by_mail",
    "support.slip",
}


@pytest.fixture(scope="module")
def church(house: House) -> Story:
    return walked.walk_all_parts(house)


class Walker:
    """Follows the links of the pages about the parts of a journey; each kind of page once."""

    def __init__(self, house: House, visit: Visit) -> None:
        self._visit = visit
        self._portal = house.host.apps["portal"]
        self._routes = self._portal.url_map.bind("")
        self.seen: dict[str, list[str]] = {}

    def walk(self, *beginning: str) -> None:
        paths = list(beginning)
        while paths:
            path = paths.pop(0).split("#")[0]
            page = self._page_at(path)
            seen = self.seen.setdefault(page, []) if page else [path]
            if path not in seen and len(seen) < (2 if page in TWO_STATES else 1):
                seen.append(path)
                self._visit.open(path)
                self._visit.glance(f"{page}-{len(seen)}", written=WRITTEN)
                paths += self.links()

    def links(self) -> list[str]:
        read = "all => all.map(one => one.getAttribute('href'))"
        found: list[str] = self._visit.page.locator("main a[href^='/']").evaluate_all(read)
        return found

    def missed(self) -> set[str]:
        """Return the pages of the parts that no link led to."""
        rules = self._portal.url_map.iter_rules()
        pages = {
            rule.endpoint
            for rule in rules
            if "GET" in (rule.methods or ()) and self._is_page(rule.endpoint, rule.rule)
        }
        return pages - set(self.seen)

    def _page_at(self, path: str) -> str:
        parts = urlsplit(path)
        try:
            endpoint, _values = self._routes.match(parts.path)
        except HTTPException:
            return ""
        return endpoint if self._is_page(endpoint, parts.path) else ""

    def _is_page(self, endpoint: str, path: str) -> bool:
        is_file = path.endswith((".pdf", ".ics", "/file"))
        return endpoint.split(".", maxsplit=1)[0] in PARTS and not is_file


@pytest.fixture(scope="module")
def at_work(house: House) -> Story:
    return walked.begin_all_parts(house)


@pytest.mark.timeout(300)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_coach_can_read_all_parts(
    visits: Visits, house: House, church: Story, at_work: Story, language: str
) -> None:
    visit = visits.begin(language, house=house)
    house.enter(visit, church, "coach")
    visit.open(f"/coach/congregations/{church.church}")
    walker = Walker(house, visit)
    walker.walk(*walker.links(), "/templates")
    house.enter(visit, at_work, "coach")
    here = f"/congregations/{at_work.church}"
    walker.walk(f"{here}/support/new", f"{here}/intake/proposal", f"{here}/launch/tally")
    walker.walk(*[f"{here}/strategy/{part}" for part in ("foundation", "focus", "policies")])
    walker.walk(f"{here}/strategy/gaps", f"{here}/strategy/goals")
    walker.walk(*beginnings(at_work))

    assert walker.missed() - LEAD_ON - BY_LINK == set()


def beginnings(story: Story) -> list[str]:
    """Return the pages from which a congregation at work goes on."""
    here = f"/congregations/{story.church}"
    course = story.here("courses")["hosted"][0]["id"]
    measure = f"{here}/support/{story.made['measure']}"
    agreed = f"{here}/partnering/agreements/new?match={story.made['match']}"
    lists = [f"{here}/courses/{course}/final", f"{here}/courses/{course}/lessons/1"]
    return [*lists, f"{measure}/enter", f"{measure}/sheet", agreed]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_leader_can_answer_in_all_parts(
    visits: Visits, house: House, church: Story, at_work: Story, language: str
) -> None:
    visit = visits.begin(language, house=house)
    house.enter(visit, church, "leader")
    for part in ("strategy", "strategy/adoption", "implementation", "evaluation", "support"):
        visit.open(f"/congregations/{church.church}/{part}")
        visit.glance(f"leader-{part.replace('/', '-')}", written=WRITTEN)
    house.enter(visit, at_work, "leader")
    for part in ("intake", "launch", "partnering", "discovery"):
        visit.open(f"/congregations/{at_work.church}/{part}")
        visit.glance(f"leader-{part}", written=WRITTEN)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_coach_can_look_for_any_partner(
    visits: Visits, house: House, church: Story, language: str
) -> None:
    visit = visits.begin(language, house=house)
    house.enter(visit, church, "coach")
    visit.open(f"/congregations/{church.church}/partnering")
    visit.follow("main a[href*='/shortlists/']:not([href$='/new'])")
    visit.page.locator("input[name='find']").fill("e")
    visit.follow("main form[method='get'] button")
    visit.glance("shortlist-found", written=WRITTEN)

    assert visit.page.locator("button[name='chosen']").count() > 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_agency_can_read_what_it_agreed(
    visits: Visits, house: House, church: Story, at_work: Story, language: str
) -> None:
    visit = visits.begin(language, house=house)
    house.enter(visit, church, "staff")
    agreement = church.made["agreement"]["id"]
    for path in (
        f"{church.agency}/partnerships",
        f"{church.agency}/courses",
        f"agreements/{agreement}",
        f"agreements/{agreement}/text",
    ):
        visit.open(f"/agency/{path}")
        visit.glance(f"agency-{path.split('/')[-1][:12]}", written=WRITTEN)
    visit.open(f"/agency/{church.agency}/partnerships")
    visit.follow("main a[href*='/agency/check-ins/']")
    visit.glance("agency-check-in", written=WRITTEN)
    house.enter(visit, at_work, "staff")
    visit.open(f"/agency/agreements/new?match={at_work.made['match']}")
    visit.glance("agency-agreement-new", written=WRITTEN)


@pytest.mark.parametrize("language", LANGUAGES)
def test_people_without_an_account_can_read_what_their_link_asks(
    visits: Visits, house: House, church: Story, language: str
) -> None:
    visit = visits.begin(language, house=house)
    links = {
        "rater-code": "/r",
        "rater": f"/r/{church.made['rater']}",
        "rater-thanks": "/r/thanks",
        "slip": f"/s/{church.made['slip']}",
        "agreement-by-mail": house.agreement_link(church),
        "check-in": house.mailed(church, "leader", "/check-in/"),
        "check-in-agency": house.mailed(church, "staff", "/check-in/"),
    }
    for name, path in links.items():
        visit.open(path)
        visit.speak()
        visit.glance(name, written=WRITTEN)
