from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from services.host import Host
from services.partners.jobs import open_receipts
from tests import askers
from tests.askers import Asker, call

AGENCIES = ("Wijdebron", "Brugbouwers", "Andere Oever", "Open Deur")


@pytest.fixture
def coach(host: Host) -> Asker:
    return askers.person(host, "coach", language="en", name="Ruben Coach")


@pytest.fixture
def offered(host: Host, coach: Asker) -> dict[str, dict[str, Any]]:
    found = {}
    for name in AGENCIES:
        agency = call(host, coach, "partners", "POST", "/agencies", {"name": name}).json["id"]
        content = {"title_nl": f"Week bij {name}", "kind": "visit", "state": "open"}
        path = f"/agencies/{agency}/offerings"
        found[name] = call(host, coach, "partners", "POST", path, content).json
    host.settle()
    return found


def church(host: Host, coach: Asker, name: str = "De Ark") -> str:
    content = {"name": name, "place": "Utrecht", "gifts": {"pray": "many"}}
    made = call(host, coach, "congregations", "POST", "/congregations", content).json["id"]
    host.settle()
    return made


@pytest.fixture
def staff(host: Host, coach: Asker, offered: dict[str, dict[str, Any]]) -> Asker:
    """Somebody of the agency whose offering, like all others, was ranked for five congregations."""
    agency = UUID(offered["Wijdebron"]["agency_id"])
    names = ["Een", "Twee", "Drie", "Vier", "Vijf"]
    for number, name in enumerate(names):
        about = church(host, coach, f"Gemeente {name}")
        wish = {
            "congregation_id": about,
            "offering_id": offered[AGENCIES[1 + number % 3]]["id"],
            "override_reason": "Zij kennen elkaar.",
        }
        assert call(host, coach, "partners", "POST", "/matches", wish).status_code == 201
    host.clock.advance(timedelta(days=70))
    assert open_receipts(host.settings, host.tools["partners"]) == 5
    found = askers.person(host, "agency_staff", agency, language="en")
    host.settle()
    return found


@pytest.mark.parametrize(
    ("language", "title", "checked", "sentence"),
    [
        ("nl", "Zo is dit aanbod gerangschikt", "byte voor byte", "stapte niet terug"),
        ("en", "How your offering was ranked", "byte for byte", "did not step back"),
    ],
)
def test_an_agency_reads_how_it_was_ranked_and_checks_it(
    pages, host, staff, offered, language, title, checked, sentence
):
    reader = askers.person(host, "agency_staff", staff.organisation_id, language=language)
    pages.sign_in(reader)
    agency = offered["Wijdebron"]["agency_id"]
    home = pages.open(f"/agency/{agency}", language=language)
    listed = pages.open(f"/agency/{agency}/receipts", language=language)
    first = call(host, staff, "partners", "GET", "/receipts").json["items"][0]["id"]

    shown = pages.open(f"/agency/receipts/{first}", language=language)
    again = pages.open(f"/agency/receipts/{first}?check=1", language=language)

    assert f"/agency/{agency}/receipts" in home
    assert listed.count("/agency/receipts/") == 5
    assert title in shown
    assert sentence in shown
    assert f"{checked}." not in shown
    assert f"{checked}." in again
    assert "Gemeente" not in shown.replace("Gemeente heeft", "")
    for other in AGENCIES[1:]:
        assert other not in listed + shown


def test_before_receipts_are_opened_the_page_says_when_they_will_be(pages, host, offered):
    agency = UUID(offered["Wijdebron"]["agency_id"])
    pages.sign_in(askers.person(host, "agency_staff", agency, language="en"))
    host.settle()

    assert "No receipts yet" in pages.open(f"/agency/{agency}/receipts")


def test_another_agencys_receipts_are_not_there(pages, host, staff, offered):
    stranger = UUID(offered["Open Deur"]["agency_id"])
    first = call(host, staff, "partners", "GET", "/receipts").json["items"][0]["id"]
    pages.sign_in(askers.person(host, "agency_staff", stranger))

    pages.open(f"/agency/receipts/{first}", status=404)
    pages.open(f"/agency/{offered['Wijdebron']['agency_id']}/receipts", status=404)


def test_a_coach_sets_aside_with_a_reason_and_the_next_takes_its_place(pages, host, coach, offered):
    about = church(host, coach)
    base = f"/coach/congregations/{about}/partners"
    pages.sign_in(coach)
    ranked = call(host, coach, "partners", "GET", f"/rankings/{about}").json["ranked"]
    first = ranked[0]["offering"]
    fourth = next(name for name in AGENCIES if name not in [r["agency_name"] for r in ranked])
    before = pages.open(base)

    silent = pages.send(base, f"{base}/{first['id']}/set-aside", reason="")
    kept = [each["offering"]["id"] for each in ranking_of(host, coach, about)]
    done = pages.send(base, f"{base}/{first['id']}/set-aside", reason="Zij werken er al.")
    after = pages.open(base)

    assert (silent.status_code, done.status_code) == (303, 303)
    assert first["id"] in kept
    assert fourth not in before
    assert fourth in after
    assert "Zij werken er al." in after
    assert "You set aside 1." in after


def ranking_of(host: Host, coach: Asker, about: str) -> list[dict[str, Any]]:
    return call(host, coach, "partners", "GET", f"/rankings/{about}").json["ranked"]


def test_beyond_the_first_three_the_page_asks_why(pages, host, coach, offered):
    about = church(host, coach)
    pages.sign_in(coach)
    shown = [each["agency_name"] for each in ranking_of(host, coach, about)]
    other = next(offered[name]["id"] for name in AGENCIES if name not in shown)
    page = f"/coach/congregations/{about}/partners/{other}"

    without = pages.send(page, page, act="propose")
    again = pages.open(f"{page}?beyond=1")
    with_it = pages.send(
        f"{page}?beyond=1", page, act="propose", override_reason="De raad kent hen."
    )

    assert (without.status_code, with_it.status_code) == (422, 303)
    assert "Say why you choose otherwise" in without.text
    assert "Say why you choose otherwise" not in again
    assert 'name="override_reason"' in without.text
    figures = call(host, coach, "partners", "GET", "/ranking-overrides").json["together"]
    assert (figures["proposals"], figures["otherwise"]) == (1, 1)


@pytest.mark.parametrize(
    ("language", "head", "same", "none"),
    [
        ("nl", "Keuzes van coaches", "byte voor byte", "Er is geen bewijs met dit nummer."),
        ("en", "Choices of coaches", "byte for byte", "There is no receipt with this number."),
    ],
)
def test_the_operator_reads_the_figures_and_checks_a_receipt(
    pages, host, staff, language, head, same, none
):
    number = call(host, staff, "partners", "GET", "/receipts").json["items"][0]["id"]
    pages.sign_in(askers.person(host, "operator", language=language))

    figures = pages.open("/operator/rankings", language=language)
    checked = pages.open(f"/operator/rankings?number={number}", language=language)
    wrong = pages.open("/operator/rankings?number=12", language=language)

    assert head in figures
    assert "Ruben Coach" in figures
    assert same in checked
    assert none in wrong
