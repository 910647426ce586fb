"""Agencies come in: one by key from its own software, one entered by the coach."""

from datetime import UTC, datetime, timedelta
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
    path = f"/agency/{agency_id}/keys"
    wanted: dict[str, str | list[str]] = {
        "name": f"nightly sync {walk.mark}",
        "scopes": ["offerings:write", "offerings:read"],
    }
    key = staff.send(staff.open(path).form("name", "scopes"), wanted).fields.get("key", "")
    expect(key.startswith("mck_"), "the page does not show the new key")
    expect(key not in staff.open(path).words, "the key is shown a second time")
    walk.made["key"] = key
    return f"{key[:12]}… for {known[0]['email']}, shown this once"


def agency_registers_by_key(walk: Walk) -> str:
    """The agency's software registers an offering; the same sync again changes nothing."""
    software, key = walk.browser("the agency's software"), walk.made["key"]
    path = f"/offerings/by-ref/TOUR-{walk.mark}"

    def put(content: dict[str, object], query: str = "") -> Any:
        return software.call("partners", "PUT", path + query, content, bearer=key)

    content = _prayer_evening()
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
    walk.made["agency"] = made
    form = coach.open(f"/agency/{agency_id}/offerings/new").form("title_nl", "state")
    page = coach.send(form, _building_team())
    offering_id = page.link("/agency/offerings/").rsplit("/", 1)[1]
    walk.made["offering"] = coach.call("partners", "GET", f"/offerings/{offering_id}")
    expect(walk.made["offering"]["state"] == "open", "the offering was not opened at once")
    _wait_for_contact(walk, agency_id)
    return f"{made['name']}, marked as not joined, offers {walk.made['offering']['title_nl']}"


def _wait_for_contact(walk: Walk, agency_id: str) -> None:
    coach, address = walk.browser("coach"), walk.address("contact")

    def known() -> bool:
        path = f"/organisations/{agency_id}/people"
        people = coach.call("identity", "GET", path, status=(200, 404))
        return isinstance(people, list) and address in [one["email"] for one in people]

    wait_for(known, "the contact of the entered agency did not arrive at identity")


def _building_team() -> dict[str, str | list[str]]:
    """Return an offering that suits the congregation of this tour in all it says, as typed."""
    starts = datetime.now(UTC).date() + timedelta(days=150)
    return {
        "title_nl": "Bouwteam in Jordanië",
        "title_en": "Building team in Jordan",
        "summary_nl": "Met een klein team helpen bouwen aan een opvanghuis.",
        "kind": "short_term",
        "functions": ["relief"],
        "talents": ["building"],
        "means": ["go"],
        "themes": ["refugees"],
        "regions": ["145"],
        "countries": "Jordanië",
        "languages": "Nederlands",
        "starts_on": starts.isoformat(),
        "ends_on": (starts + timedelta(days=14)).isoformat(),
        "capacity": "1",
        "risk": "low",
        "cost_band": "100_500",
        "minimum_commitment": "hours_10_40",
        "role_given": "partner",
        "label": "1",
        "state": "open",
    }


def _prayer_evening() -> dict[str, object]:
    """Return an offering as an agency's own software sends it."""
    return {
        "kind": "prayer",
        "title_nl": "Gebedsavond met een gast",
        "title_en": "Evening of prayer with a guest",
        "means": ["pray"],
        "themes": ["refugees"],
        "regions": ["145"],
        "countries": ["JO"],
        "languages": ["nld"],
        "capacity": 7,
        "cost_band": "free",
        "label": 1,
        "state": "open",
    }
