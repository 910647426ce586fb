import re
from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest

from services.host import Host
from tests import askers
from tests.askers import Asker, call
from tests.portal.conftest import Pages, token_of

CHURCH = {"name": "De Zwaluwkerk", "place": "Hensbroek"}
OFFERING = {"kind": "visit", "title_nl": "Verkenningsreis", "state": "open", "capacity": 2}


@pytest.fixture
def coach(host: Host) -> Asker:
    return askers.person(host, "coach", language="en", name="Ruben Coach")


@pytest.fixture
def agency_id(host: Host, coach: Asker) -> str:
    body = {
        "name": "Wijdebron",
        "contact": {"name": "Ans", "email": "ans@bron.example", "language": "nl"},
    }
    found = call(host, coach, "partners", "POST", "/agencies", body).json["id"]
    host.settle()
    return found


@pytest.fixture
def staff(host: Host, agency_id: str, offering: dict[str, Any]) -> Asker:
    # the coach wrote the offering down; from here on the agency keeps it itself
    found = askers.person(host, "agency_staff", UUID(agency_id), language="en")
    host.settle()
    return found


@pytest.fixture
def offering(host: Host, coach: Asker, agency_id: str) -> dict[str, Any]:
    made = call(host, coach, "partners", "POST", f"/agencies/{agency_id}/offerings", OFFERING)
    assert made.status_code == 201, made.text
    return made.json


@pytest.fixture
def match_id(host: Host, coach: Asker, offering: dict[str, Any]) -> str:
    church = call(host, coach, "congregations", "POST", "/congregations", CHURCH).json["id"]
    host.settle()
    leader = askers.person(host, "leader", UUID(church))
    host.settle()
    body = {"congregation_id": church, "offering_id": offering["id"]}
    found = call(host, coach, "partners", "POST", "/matches", body).json["id"]
    day = (host.clock.now() - timedelta(days=1)).date().isoformat()
    yes = {"answer": "yes", "body": "elders", "held_on": day}
    done = call(host, leader, "partners", "POST", f"/matches/{found}/answers", yes)
    assert done.status_code == 201, done.text
    host.settle()
    return found


def read(host: Host, asker: Asker, path: str) -> dict[str, Any]:
    return call(host, asker, "partners", "GET", path).json


def by_title(host: Host, asker: Asker) -> dict[str, dict[str, Any]]:
    items = read(host, asker, "/offerings")["items"]
    return {one["title_nl"] or one["title_en"]: one for one in items}


def mailed_link(host: Host, agency_id: str, match_id: str) -> str:
    contact = askers.person(host, "contact", UUID(agency_id))
    body = {
        "person_id": str(contact.id),
        "organisation_id": agency_id,
        "purpose": "answer",
        "subject": match_id,
    }
    service = askers.service(host, "notifications")
    made = call(host, service, "identity", "POST", "/links", body)
    assert made.status_code == 201, made.text
    return f"/answer/{made.json['token']}"


def form_of(page: str) -> dict[str, object]:
    """Return what a browser would send of the form for an offering when nothing is touched."""
    form = page[page.index('name="version"') - 100 :]
    found: dict[str, object] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name, kind = re.search(r'name="([^"]+)"', tag), re.search(r'type="([^"]+)"', tag)
        if not name or (kind and kind[1] in ("radio", "checkbox") and " checked" not in tag):
            continue
        value = re.search(r'value="([^"]*)"', tag)
        found[name[1]] = value[1] if value else ""
    for name, options in re.findall(r'<select[^>]*name="([^"]+)".*?>(.*?)</select>', form, re.S):
        chosen = re.search(r'value="([^"]*)" selected', options)
        found[name] = chosen[1] if chosen else ""
    for name, text in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', form, re.S):
        found[name] = text
    found.pop("csrf_token", None)
    return found


def test_an_agency_lands_on_its_requests_before_its_offerings(
    pages: Pages, staff: Asker, agency_id: str, match_id: str
) -> None:
    pages.sign_in(staff)
    pages.open("/agency", status=303)
    page = pages.open(f"/agency/{agency_id}")

    assert page.index("Requests to answer") < page.index("Our offerings</h2>")
    assert f"/agency/requests/{match_id}" in page
    assert "2 of 2 free" in page


def test_who_speaks_for_two_agencies_chooses_one(
    pages: Pages, host: Host, coach: Asker, staff: Asker
) -> None:
    other = call(host, coach, "partners", "POST", "/agencies", {"name": "Brugbouwers"}).json["id"]
    host.settle()
    pages.sign_in(askers.also(host, staff, "agency_staff", UUID(other)))

    page = pages.open("/agency")

    assert "Brugbouwers" in page
    assert "Wijdebron" in page


def test_an_agency_never_reads_the_congregations_name_before_both_yeses(
    pages: Pages, host: Host, staff: Asker, agency_id: str, match_id: str
) -> None:
    link = mailed_link(host, agency_id, match_id)
    pages.sign_in(staff)
    looks = [pages.open(path) for path in (f"/agency/{agency_id}", f"/agency/requests/{match_id}")]
    looks.append(pages.another().open(link))

    assert all("in the Netherlands" in page for page in looks)
    assert not any("Zwaluwkerk" in page or "Hensbroek" in page for page in looks)

    here = f"/agency/requests/{match_id}"
    answer = pages.send(here, here, answer="yes", reason="")
    assert answer.status_code == 303
    host.settle()
    page = pages.follow()

    assert "De Zwaluwkerk" in page
    assert "Ruben Coach" in page


def test_the_card_is_read_word_for_word(
    pages: Pages, host: Host, staff: Asker, match_id: str
) -> None:
    pages.sign_in(staff)
    card = read(host, staff, f"/matches/{match_id}")["card"]["en"]

    page = pages.open(f"/agency/requests/{match_id}")

    assert f'<p class="letter">{card}</p>' in page


def test_another_agency_finds_nothing(
    pages: Pages, host: Host, agency_id: str, match_id: str, offering: dict[str, Any]
) -> None:
    pages.sign_in(askers.person(host, "agency_staff", language="en"))
    paths = [
        f"/agency/requests/{match_id}",
        f"/agency/offerings/{offering['id']}",
        *(f"/agency/{agency_id}{more}" for more in ("", "/keys", "/people", "/sheet")),
        f"/agency/{agency_id}/offerings/new",
    ]
    bodies = {re.sub(r'value="[^"]+"', "", pages.open(path, status=404)) for path in paths}

    assert len(bodies) == 1


def test_the_same_answer_twice_is_refused_calmly(
    pages: Pages, host: Host, staff: Asker, match_id: str
) -> None:
    pages.sign_in(staff)
    here = f"/agency/requests/{match_id}"
    token = token_of(pages.open(here))
    sent = {"csrf_token": token, "answer": "no", "reason": "Vol dit jaar"}
    first = pages.browser.post(here, data=sent)
    second = pages.browser.post(here, data=sent)

    assert first.status_code == 303
    assert second.status_code == 422
    assert "There is nothing to answer here now." in second.text
    assert read(host, staff, f"/matches/{match_id}")["state"] == "said_no"


def test_an_answer_without_yes_or_no_stands_beside_its_field(
    pages: Pages, host: Host, staff: Asker, match_id: str
) -> None:
    pages.sign_in(staff)
    here = f"/agency/requests/{match_id}"

    answer = pages.send(here, here, reason="hm")

    assert answer.status_code == 422
    assert "Choose one" in answer.text
    assert read(host, staff, f"/matches/{match_id}")["state"] == "asked"


def test_looking_at_the_mailed_link_changes_nothing_and_answering_works_once(
    pages: Pages, host: Host, coach: Asker, agency_id: str, match_id: str
) -> None:
    link = mailed_link(host, agency_id, match_id)
    pages.open(link)
    pages.open(link)

    assert read(host, coach, f"/matches/{match_id}")["state"] == "asked_agency"

    answer = pages.send(link, link, answer="yes", reason="")

    assert answer.status_code == 303
    assert "introduced" in pages.follow()
    assert read(host, coach, f"/matches/{match_id}")["state"] == "introduced"
    host.clock.advance(timedelta(days=13))
    assert "What is your answer?" not in pages.open(link)
    host.clock.advance(timedelta(days=2))
    assert "This link no longer works" in pages.open(link, status=404)


def test_a_mailed_link_that_nobody_wrote_leads_to_a_calm_page(pages: Pages) -> None:
    page = pages.open("/answer/mcl_nonsense", status=404)

    assert "This link no longer works" in page


def test_an_offering_needs_a_name_and_a_kind_and_nothing_else(
    pages: Pages, host: Host, staff: Asker, agency_id: str
) -> None:
    pages.sign_in(staff)
    here = f"/agency/{agency_id}/offerings/new"
    refused = pages.send(here, here, label="1", kind="")

    assert refused.status_code == 422
    assert "Give it a name, in Dutch or in English" in refused.text

    filled = {**form_of(pages.open(here)), "kind": "course", "title_en": "A course"}
    done = pages.send(here, here, **filled, state="draft")

    assert done.status_code == 303
    made = by_title(host, staff)["A course"]
    assert made["state"] == "draft"
    unknown = ("functions", "talents", "countries", "languages", "conditions", "cost_band", "risk")
    assert [made[name] for name in unknown] == [None] * len(unknown)


def test_unknown_stays_unknown_and_none_stays_none_when_the_form_is_saved(
    pages: Pages, host: Host, staff: Asker, offering: dict[str, Any]
) -> None:
    path = f"/offerings/{offering['id']}"
    known = {
        "means": [],
        "themes": ["students"],
        "countries": ["KE", "NL"],
        "languages": ["swh"],
        "conditions": "",
        "people_groups": ["10001"],
        "starts_on": "2027-05-01",
    }
    changed = call(host, staff, "partners", "PATCH", path, known)
    assert changed.status_code == 200, changed.text
    pages.sign_in(staff)
    here = f"/agency{path}"
    untouched = form_of(pages.open(here))
    assert untouched["countries"] == "Kenya, Netherlands"

    answer = pages.send(here, here, **untouched)

    assert answer.status_code == 303, answer.text[-3000:]
    after = read(host, staff, path)
    assert after == changed.json


def test_a_country_that_is_not_known_is_said_beside_its_field(
    pages: Pages, host: Host, staff: Asker, offering: dict[str, Any]
) -> None:
    pages.sign_in(staff)
    here = f"/agency/offerings/{offering['id']}"
    sent = {**form_of(pages.open(here)), "countries": "Kenia, Atlantis", "languages": "dutch"}

    refused = pages.send(here, here, **sent)

    assert refused.status_code == 422
    assert "Atlantis” is not on our list" in refused.text
    done = pages.send(here, here, **{**sent, "countries": "Kenia, nederland"})
    assert done.status_code == 303
    after = read(host, staff, f"/offerings/{offering['id']}")
    assert after["countries"] == ["KE", "NL"]
    assert after["languages"] == ["nld"]


def test_who_saves_an_old_page_overwrites_nobody(
    pages: Pages, host: Host, staff: Asker, offering: dict[str, Any]
) -> None:
    pages.sign_in(staff)
    path = f"/offerings/{offering['id']}"
    old = form_of(pages.open(f"/agency{path}"))
    call(host, staff, "partners", "PATCH", path, {"title_nl": "Nieuwe naam"})

    refused = pages.send(f"/agency{path}", f"/agency{path}", **{**old, "title_nl": "Oud"})

    assert refused.status_code == 422
    assert "Somebody changed this meanwhile" in refused.text
    assert read(host, staff, path)["title_nl"] == "Nieuwe naam"


def test_an_offering_is_closed_and_opened_with_one_button(
    pages: Pages, host: Host, staff: Asker, offering: dict[str, Any], agency_id: str
) -> None:
    pages.sign_in(staff)
    home, move = f"/agency/{agency_id}", f"/agency/offerings/{offering['id']}/state"
    for to in ("closed", "open", "withdrawn"):
        assert pages.send(home, move, to=to).status_code == 303
        assert read(host, staff, f"/offerings/{offering['id']}")["state"] == to

    impossible = pages.send(f"/agency/offerings/{offering['id']}", move, to="draft")

    assert impossible.status_code == 303
    assert read(host, staff, f"/offerings/{offering['id']}")["state"] == "withdrawn"
    assert pages.send(home, move, to="sold").status_code == 422


def test_a_coach_keeps_the_offerings_of_the_agency_he_entered_and_of_no_other(
    pages: Pages, host: Host, coach: Asker, agency_id: str, offering: dict[str, Any]
) -> None:
    pages.sign_in(coach)
    here = f"/agency/{agency_id}/offerings/new"
    filled = {**form_of(pages.open(here)), "kind": "prayer", "title_nl": "Gebedskring"}
    done = pages.send(here, here, **filled, state="open")

    assert done.headers["Location"] == f"/coach/agencies/{agency_id}"

    other = pages.another()
    other.sign_in(askers.person(host, "coach", language="en"))
    other.open(here, status=404)
    other.open(f"/agency/offerings/{offering['id']}", status=404)


def test_a_key_is_shown_once_and_can_be_revoked(
    pages: Pages, host: Host, staff: Asker, agency_id: str
) -> None:
    pages.sign_in(staff)
    here = f"/agency/{agency_id}/keys"
    made = pages.send(here, here, name="Nachtelijke sync", scopes="offerings:read")
    key = re.search(r"mck_[\w-]{12,}", made.text)

    assert made.status_code == 200
    assert key is not None
    assert made.headers["Cache-Control"] == "no-store"
    assert call(host, key[0], "partners", "GET", "/offerings").status_code == 200

    page = pages.open(here)

    assert "Nachtelijke sync" in page
    assert key[0] not in page

    end = re.search(rf"{here}/[\w-]+/end", page)
    assert end is not None
    assert pages.send(end[0], end[0], confirm="yes").status_code == 303
    listed = call(host, staff, "identity", "GET", f"/organisations/{agency_id}/keys").json
    assert listed[0]["revoked_at"] is not None
    pages.open(end[0], status=404)


def test_a_key_asks_for_a_fresh_sign_in(
    pages: Pages, host: Host, staff: Asker, agency_id: str
) -> None:
    pages.sign_in(staff)
    host.clock.advance(timedelta(hours=1))
    here = f"/agency/{agency_id}/keys"

    refused = pages.send(here, here, name="Sync", scopes="offerings:read")

    assert refused.status_code == 403
    assert "Sign in again, to be sure that it is you" in refused.text
    assert f"/sign-in?next=%2Fagency%2F{agency_id}%2Fkeys" in refused.text
    assert "There are no keys" in pages.open(here)


def test_a_colleague_is_invited(pages: Pages, staff: Asker, agency_id: str) -> None:
    pages.sign_in(staff)
    here = f"/agency/{agency_id}/people"
    refused = pages.send(here, here, name="Bas", email="geen adres", language="nl")

    assert refused.status_code == 422

    done = pages.send(here, here, name="Bas", email="bas@bron.example", language="nl")

    assert done.status_code == 303
    assert "Bas" in pages.follow()


def test_a_sheet_tells_first_what_it_would_change(
    pages: Pages, host: Host, staff: Asker, agency_id: str
) -> None:
    pages.sign_in(staff)
    here = f"/agency/{agency_id}/sheet"
    rows = b"ref,kind,title_nl,means\nA1,visit,Kijken,go\nA2,dance,Dansen,\n"
    token = token_of(pages.open(here))
    file = (BytesIO(rows), "aanbod.csv")
    pages.last = pages.browser.post(here, data={"csrf_token": token, "file": file})
    report = pages.follow()

    assert "A1" in report
    assert "That code is not on our list." in report
    assert set(by_title(host, staff)) == {"Verkenningsreis"}

    where = pages.last.request.path
    done = pages.send(where, where)

    assert done.status_code == 303
    assert by_title(host, staff)["Kijken"]["ref"] == "A1"
    assert "Dansen" not in by_title(host, staff)


def test_a_file_that_is_no_sheet_changes_nothing_and_says_so(
    pages: Pages, host: Host, staff: Asker, agency_id: str
) -> None:
    pages.sign_in(staff)
    here = f"/agency/{agency_id}/sheet"
    token = token_of(pages.open(here))
    file = (BytesIO(b"\x00\x01\xff\xfe"), "aanbod.csv")
    pages.last = pages.browser.post(here, data={"csrf_token": token, "file": file})
    report = pages.open(pages.last.headers["Location"], status=422)

    assert "The file is neither XLSX nor CSV in UTF-8." in report
