"""Agencies come in: one by key from its own software, one entered by the coach."""

from datetime import date, timedelta
from typing import Any

from services.tour.missing import expect, wait_for
from services.tour.steps.arriving import sign_in_by_mail
from services.tour.walk import Walk


def agency_makes_a_key(walk: Walk) -> str:
    """Somebody of a joined agency signs in by mail and makes a key, which is shown once."""
    staff = walk.browser("agency")
    known = staff.ask("identity", "GET", "/sample/people?role=agency_staff&limit=1")
    expect(known, "the sample network has no agency that joined")
    sign_in_by_mail(walk, staff, known[0]["email"])
    agency_id = known[0]["memberships"][0]["organisation_id"]
    body = {"name": f"nightly sync {walk.mark}", "scopes": ["offerings:write", "offerings:read"]}
    made = staff.call("identity", "POST", f"/organisations/{agency_id}/keys", body)
    listed = staff.call("identity", "GET", f"/organisations/{agency_id}/keys")
    expect("key" not in listed[0], "the key is shown a second time")
    walk.made["key"], walk.made["key_agency"] = made["key"], agency_id
    return f"{made['key'][:12]}… for {known[0]['email']}, shown this once"


def agency_registers_by_key(walk: Walk) -> str:
    """The agency's software registers an offering; the same sync again changes nothing."""
    software, key = walk.browser("the agency's software"), walk.made["key"]
    path = f"/offerings/by-ref/TOUR-{walk.mark}"

    def put(content: dict[str, Any], query: str = "") -> Any:
        return software.call("partners", "PUT", path + query, content, bearer=key)

    content = {**_content(7, "Gebedsavond met een gast", "prayer"), "state": "open"}
    first, second = put(content), put(content)
    expect(first["created"], "the first sync did not create the offering")
    expect(not second["changed"], f"the second sync changed {second['differences']}")
    planned = put({**content, "capacity": 5}, "?dry_run=1")
    fields = [one["field"] for one in planned["differences"]]
    expect(fields == ["capacity"], f"the dry run tells of {fields}, not of the capacity")
    expect(not put(content)["changed"], "the dry run changed the offering")
    return "created, then unchanged; a dry run tells that the capacity would change"


def coach_enters_an_agency(walk: Walk) -> str:
    """The coach enters an agency that has not joined, with its contact and an offering."""
    coach = walk.browser("coach")
    page = coach.open("/coach/agencies/new")
    said = {
        "name": f"Stichting Handreiking {walk.mark} (tour)",
        "contact_name": "Corine Contact",
        "contact_email": walk.address("contact"),
        "contact_language": "nl",
    }
    agency_id = coach.send(page.form("contact_email"), said).path.rsplit("/", 1)[1]
    made = coach.call("partners", "GET", f"/agencies/{agency_id}")
    expect(not made["claimed"], "an agency that a coach entered counts as joined")
    content = {**_content(1, "Bouwteam in Jordanië", "short_term"), "state": "open"}
    path = f"/agencies/{agency_id}/offerings"
    walk.made["agency"] = made
    walk.made["offering"] = coach.call("partners", "POST", path, content)
    _wait_for_contact(walk, agency_id)
    return f"{made['name']}, marked as not joined, offers {content['title_nl']}"


def _wait_for_contact(walk: Walk, agency_id: str) -> None:
    coach, address = walk.browser("coach"), walk.address("contact")

    def known() -> bool:
        path = f"/organisations/{agency_id}/people"
        people = coach.call("identity", "GET", path, status=(200, 404))
        return isinstance(people, list) and address in [one["email"] for one in people]

    wait_for(known, "the contact of the entered agency did not arrive at identity")


def _content(capacity: int, title: str, kind: str) -> dict[str, Any]:
    """Return an offering that suits the congregation of this tour in all it says."""
    starts = date.today() + timedelta(days=150)  # noqa: DTZ011 - a day like any other
    return {
        "kind": kind,
        "title_nl": title,
        "title_en": "Building team in Jordan" if kind == "short_term" else "Evening of prayer",
        "summary_nl": "Met een klein team helpen bouwen aan een opvanghuis.",
        "functions": ["relief"],
        "talents": ["building"],
        "means": ["go"] if kind == "short_term" else ["pray"],
        "themes": ["refugees"],
        "regions": ["145"],
        "countries": ["JO"],
        "languages": ["nld"],
        "denominations": ["PKN"],
        "starts_on": starts.isoformat(),
        "ends_on": (starts + timedelta(days=14)).isoformat(),
        "capacity": capacity,
        "risk": "low",
        "cost_band": "100_500",
        "minimum_commitment": "hours_10_40",
        "role_given": "partner",
        "conditions": "",
        "label": 1,
    }
