"""People and data come in: the network, the list, the coach, the congregation, its leaders."""

from io import BytesIO
from typing import Any

from services.seed.people_groups import write_people_groups
from services.tour.browser import Browser
from services.tour.missing import expect, wait_for
from services.tour.walk import Walk

SERVICES = ("identity", "congregations", "partners", "scheduling", "notifications")
LEADERS = (
    ("anna", "Anna van Tour", "nl"),
    ("bram", "Bram van Tour", "nl"),
    ("grace", "Grace Tour", "en"),
)


def network_is_loaded(walk: Walk) -> str:
    """The invented network is there, and every row says that it is invented."""
    operator = enter_as_sample(walk, "operator")
    kinds = [row["kind"] for row in everything(operator, "identity", "/organisations?limit=200")]
    wanted = walk.size.congregations
    found = kinds.count("congregation")
    expect(found >= wanted, f"the network has {found} congregations, not {wanted}")
    agencies = everything(operator, "partners", "/agencies?limit=200")
    real = [row["name"] for row in agencies if not row["invented"] and "tour" not in row["name"]]
    expect(not real, f"these agencies are not marked as invented: {real}")
    offerings = sum(agency["open_offerings"] for agency in agencies)
    return f"{found} congregations, {len(agencies)} agencies, {offerings} open offerings"


def operator_brings_people_groups(walk: Walk) -> str:
    """The operator uploads a list of people groups, reads what is rejected, and takes it over."""
    content = BytesIO()
    manifest = write_people_groups(content, rows=walk.size.people_groups, seed=1, hostile=True)
    operator, path = walk.browser("operator"), "/operator/people-groups"
    before = _imports(operator)
    sheet = ("people-groups.csv", content.getvalue(), "text/csv")
    report = operator.send(operator.open(path).form("file"), file=("file", sheet))
    expect(manifest.rows in report.numbers, f"the report does not tell of {manifest.rows} rows")
    expect(_imports(operator) == before, "looking at what the list changes changed something")
    done = operator.send(report.form(action=f"{path}/"))
    applied = _imports(operator)[0]
    taken = applied["added"] + applied["changed"] + applied["unchanged"]
    whole = taken + applied["rejected"] == manifest.rows
    expect(whole, f"{taken} taken and {applied['rejected']} rejected are not {manifest.rows} rows")
    expect(applied["rejected"], "of a list with faults no row was rejected")
    told = {taken, applied["rejected"]} <= report.numbers
    expect(told, "the report before told of other numbers than came in")
    expect(applied["added"] in done.numbers, "the page does not tell what was taken over")
    return f"{manifest.rows} rows, {taken} taken, {applied['rejected']} rejected with their reasons"


def _imports(operator: Browser) -> list[Any]:
    found: list[Any] = operator.call("partners", "GET", "/people-groups/imports")["items"]
    return found


def coach_signs_in_by_mail(walk: Walk) -> str:
    """The coach signs in through the mailed link: looking changes nothing, the button signs in."""
    coach = walk.browser("coach")
    address = coach_of(walk)["email"]
    mail = sign_in_by_mail(walk, coach, address)
    expect(coach.is_signed_in, "the button of the mailed link did not sign in")
    again = Browser(walk.installation.url, "somebody with the same mail")
    form = again.open(mail).form("keep")
    again.send(form, status=422)
    expect(not again.is_signed_in, "the mailed link signed in a second time")
    return f"signed in as {address}; the link works once"


def coach_registers_a_congregation(walk: Walk) -> str:
    """The coach registers a congregation, opens its journey, and invites three leaders."""
    coach = walk.browser("coach")
    said = {"name": f"De Wegwijzer {walk.mark}", "place": "Amersfoort", "denomination": "PKN"}
    form = coach.open("/coach/congregations/new").form("name", "place", "denomination")
    page = coach.send(form, said)
    congregation_id = page.path.rsplit("/", 1)[1]
    coach.send(page.form("template", "tracks"), {"template": "brochure-8", "tracks": "all"})
    _fill_in_profile(coach, congregation_id)
    path = f"/congregations/{congregation_id}"
    walk.made["congregation"] = coach.call("congregations", "GET", path)
    walk.made["journey"] = coach.call("congregations", "GET", f"{path}/journey")["journey"]
    wait_for(lambda: _may_invite(walk), "identity did not hear of the new congregation")
    for name, full_name, language in LEADERS:
        someone = {"name": full_name, "email": walk.address(name), "language": language}
        form = coach.open(f"{path}/people").form("email", "role")
        coach.send(form, {**someone, "role": "leader"})
    parts = len(walk.made["journey"]["tracks"])
    return f"{said['name']}: a journey of {parts} parts, three leaders invited"


def leaders_take_up_their_invitations(walk: Walk) -> str:
    """Three leaders take up their invitations from their mails, each in his language."""
    languages = []
    for name, full_name, language in LEADERS:
        mail = walk.next_mail(walk.address(name), "/invitation/")
        expect(mail.language == language, f"{name} was invited in {mail.language}")
        leader = walk.browser(name)
        form = leader.open(mail.path("/invitation/")).form("name", "language")
        leader.send(form, {"name": full_name, "language": language})
        expect(leader.is_signed_in, f"{name} is not signed in after the invitation")
        languages.append(mail.language)
    return f"three mails ({', '.join(languages)}), three leaders signed in"


def nothing_is_left_waiting(walk: Walk) -> str:
    """No event is parked or waiting, and nobody got a mail twice."""
    operator = walk.browser("operator")

    def waiting() -> list[Any]:
        pages = [operator.call(name, "GET", "/events")["items"] for name in SERVICES]
        return [item for items in pages for item in items]

    wait_for(lambda: not waiting(), "events are left waiting: `missionscoach events`")
    doubled = walk.doubled()
    expect(not doubled, f"more mails came than one each: {', '.join(doubled)}")
    return f"{len(walk.sizes)} kinds of mail counted again, each once"


def sign_in_by_mail(walk: Walk, browser: Browser, address: str) -> str:
    """Sign in at the page and through the mail; returns the mailed path."""
    earlier = len(walk.mails(address, "/sign-in/"))
    browser.send(browser.open("/sign-in").form("email"), {"email": address})
    path = walk.next_mail(address, "/sign-in/", before=earlier).path("/sign-in/")
    browser.open(path)
    page = browser.open(path)
    expect(not browser.is_signed_in, "looking at the mailed link signed in already")
    browser.send(page.form("keep"))
    return path


def enter_as_sample(walk: Walk, role: str) -> Browser:
    """Enter as the first sample person with this role, as the sample page lets anybody."""
    browser = walk.browser(role)
    people = browser.ask("identity", "GET", f"/sample/people?role={role}&limit=1")
    expect(people, f"the sample network has no {role}")
    form = browser.open("/sample").form("person")
    browser.send(form, {"person": people[0]["id"]})
    expect(browser.is_signed_in, f"the sample page did not let in a {role}")
    return browser


def coach_of(walk: Walk) -> Any:
    """Return the first coach of the sample network, the practical one with ten congregations."""
    browser = walk.browser("coach")
    return browser.ask("identity", "GET", "/sample/people?role=coach&limit=1")[0]


def everything(browser: Browser, service: str, path: str) -> list[Any]:
    """Return all pages of a list."""
    found: list[Any] = []
    after = ""
    while True:
        page = browser.call(service, "GET", path + after)
        found += page["items"]
        if not page["next"]:
            return found
        after = f"&after={page['next']}"


def _may_invite(walk: Walk) -> bool:
    path = f"/organisations/{walk.made['congregation']['id']}/invitations"
    return isinstance(walk.browser("coach").call("identity", "GET", path, status=(200, 404)), list)


def _fill_in_profile(coach: Browser, congregation_id: str) -> None:
    page = coach.open(f"/congregations/{congregation_id}/profile")
    profile: dict[str, str | list[str]] = {
        "size_band": "150_400",
        "capacity_people": "hours_40_160",
        "capacity_hours": "hours_40_160",
        "capacity_budget": "500_2500",
        "risk_appetite": "medium",
        "wish_role": "partner",
        "decision_body": "church_council",
        "horizon": "visit",
        "gifts-go": "many",
        "gifts-pray": "many",
        "talents-building": "many",
        "talents-care": "some",
        "passion-theme": ["refugees"],
        "passion-region": ["145"],
    }
    coach.send(page.form("version", *profile), profile)
