from uuid import UUID, uuid4

import pytest

from services.congregations.actions import sheets
from services.host import Host
from services.portal.forms.reports import as_printed
from services.portal.pages.reports import ENTRIES
from tests import askers
from tests.askers import Asker, call
from tests.portal.conftest import Pages


@pytest.fixture
def ark(host: Host) -> UUID:
    coach = askers.person(host, "coach", language="nl")
    profile = {"name": "De Ark", "place": "Zwolle"}
    found = call(host, coach, "congregations", "POST", "/congregations", profile).json["id"]
    host.settle()
    return UUID(found)


@pytest.fixture
def volunteer(host: Host, ark: UUID) -> Asker:
    found = askers.person(host, "working_group", ark, language="nl")
    host.settle()
    return found


def sheet(host: Host, congregation_id: UUID, kind: str = "workshop") -> tuple[str, UUID]:
    subject_id = uuid4()
    with host.tools["congregations"].db.write() as db:
        code = sheets.code_for(db, congregation_id, kind, subject_id, at=host.clock.now())
    return code, subject_id


def test_a_volunteer_finds_the_page_on_which_a_sheet_is_typed_over(
    pages: Pages, host: Host, ark: UUID, volunteer: Asker
) -> None:
    code, subject_id = sheet(host, ark)
    pages.sign_in(volunteer)

    answer = pages.send("/paper", code=code)

    assert answer.status_code == 303
    assert answer.headers["Location"].startswith(f"/congregations/{ark}/workshops/")
    assert str(subject_id) in answer.headers["Location"]


@pytest.mark.parametrize("kind", ENTRIES)
def test_every_kind_of_sheet_leads_to_a_page_of_its_own(
    pages: Pages, host: Host, ark: UUID, volunteer: Asker, kind: str
) -> None:
    code, subject_id = sheet(host, ark, kind)
    pages.sign_in(volunteer)

    answer = pages.send("/paper", code=code)

    assert answer.status_code == 303
    assert str(subject_id) in answer.headers["Location"]


def test_kinds_of_sheets_are_the_same_on_both_sides() -> None:
    assert set(ENTRIES) == set(sheets.KINDS)


def test_a_code_may_be_typed_in_any_way(
    pages: Pages, host: Host, ark: UUID, volunteer: Asker
) -> None:
    code, subject_id = sheet(host, ark)
    pages.sign_in(volunteer)

    for typed in (code.lower(), code.replace("-", ""), f" {code[:2]} {code[2:]} ", f"{code}."):
        answer = pages.send("/paper", code=typed)
        assert answer.status_code == 303, typed
        assert str(subject_id) in answer.headers["Location"]


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("w7k3px", "W7K-3PX"),
        ("W7K–3PX", "W7K-3PX"),
        ("w7", "W7-"),
        ("", ""),
        (" - ", ""),
        (None, ""),
    ],
)
def test_what_was_typed_becomes_a_code_as_sheets_print_it(typed: str | None, printed: str) -> None:
    assert as_printed(typed) == printed


@pytest.mark.parametrize("typed", ["", "W7", "W7K-3PX-99", "..", "é" * 6, "A" * 900])
def test_what_is_no_code_is_told_what_a_code_looks_like(
    pages: Pages, volunteer: Asker, typed: str
) -> None:
    pages.sign_in(volunteer)
    answer = pages.send("/paper", code=typed)

    assert answer.status_code == 422
    assert "zes letters en cijfers, zoals W7K-3PX" in answer.text


def test_an_unknown_code_gets_a_sentence_beside_the_field(pages: Pages, volunteer: Asker) -> None:
    pages.sign_in(volunteer)
    answer = pages.send("/paper", code="ACD-EFG")

    assert answer.status_code == 422
    assert "Vergelijk hem letter voor letter met het blad." in answer.text
    assert 'value="ACD-EFG"' in answer.text


def test_a_code_of_another_congregation_looks_unknown(pages: Pages, host: Host, ark: UUID) -> None:
    code, _subject = sheet(host, ark)
    stranger = askers.person(host, "leader", language="en")
    host.settle()
    pages.sign_in(stranger)

    answer = pages.send("/paper", code=code)

    assert answer.status_code == 422
    assert "This code is not known here." in answer.text


def test_the_page_is_for_people_who_are_signed_in(pages: Pages) -> None:
    pages.open("/paper", status=303)

    assert pages.last is not None
    assert pages.last.headers["Location"].startswith("/sign-in")


def test_the_page_speaks_both_languages(pages: Pages, host: Host, volunteer: Asker) -> None:
    pages.sign_in(volunteer)

    assert "Een papieren blad invoeren" in pages.open("/paper")
    assert "Entering a sheet of paper" in pages.open("/paper?language=en")
