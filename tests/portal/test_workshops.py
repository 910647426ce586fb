"""A workshop on its pages: typed along, counted, photographed, published, on paper."""

import io
import re
from typing import Any
from uuid import UUID

import pytest
from PIL import Image
from pypdf import PdfReader

from services.host import Host
from tests import askers
from tests.askers import Asker, call
from tests.portal.conftest import token_of

START = {"kind": "discover_workshop", "title": "Waar staan we?", "held_on": "2026-11-20"}


@pytest.fixture
def coach(host: Host) -> Asker:
    return askers.person(host, "coach", language="en", name="Ruben Coach")


@pytest.fixture
def ark(host: Host, coach: Asker) -> str:
    profile = {"name": "De Ark", "place": "Zwolle"}
    found = call(host, coach, "congregations", "POST", "/congregations", profile).json["id"]
    host.settle()
    return found


@pytest.fixture
def leader(host: Host, ark: str) -> Asker:
    found = askers.person(host, "leader", UUID(ark), language="en")
    host.settle()
    return found


@pytest.fixture
def here(host: Host, coach: Asker, ark: str) -> str:
    """The address of a workshop's page."""
    path = f"/congregations/{ark}/workshops"
    made = call(host, coach, "congregations", "POST", path, START).json
    return f"{path}/{made['id']}"


def key_of(page: str) -> str:
    return re.search(r'name="key" value="([^"]+)"', page)[1]


def typed(pages: Any, here: str, **boards: str) -> None:
    key = key_of(pages.open(f"{here}/evening"))
    lines = {f"board-{board}": text for board, text in boards.items()}
    pages.send(f"{here}/evening", key=key, **lines)
    pages.follow()


def photo() -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (60, 40), "white").save(content, "JPEG")
    return content.getvalue()


def send_photo(pages: Any, here: str, content: bytes) -> str:
    token = token_of(pages.open(here))
    pages.wire.calls.clear()
    pages.last = pages.browser.post(
        f"{here}/photos",
        data={
            "csrf_token": token,
            "caption": "Het bord",
            "photo": (io.BytesIO(content), "foto.jpg", "image/jpeg"),
        },
    )
    return pages.follow()


def test_the_report_is_there_minutes_after_the_evening(pages, host, coach, leader, here):
    pages.sign_in(coach)
    typed(pages, here, strength="- Warm onthaal (7)\n- Trouwe bidders\n\n", next="Bellen in mei")
    pages.send(here, act="publish")
    assert "The report is ready" in pages.follow()
    host.settle()
    reader = pages.another()
    reader.sign_in(leader)
    report = reader.open(f"{here}/report")
    mails = call(host, None, "notifications", "GET", "/mailbox").json["items"]

    assert "Warm onthaal" in report
    assert "Bellen in mei" in report
    assert "not published" not in report
    assert [one["subject"] for one in mails] == ["The report of the evening is ready"]


@pytest.mark.parametrize(
    ("language", "words"),
    [("nl", ("Wat gaat goed?", "Volgende stappen")), ("en", ("What goes well?", "Next steps"))],
)
def test_the_report_is_there_in_either_language(pages, coach, here, language, words):
    pages.sign_in(coach)
    typed(pages, here, strength="Warm onthaal", next="Bellen")
    page = pages.open(f"{here}/report?language={language}")

    assert all(word in page for word in words)


def test_a_draft_says_that_it_is_one(pages, coach, here):
    pages.sign_in(coach)

    assert "This report is not published yet." in pages.open(f"{here}/report")


def test_a_double_click_makes_no_double_cards(pages, coach, here):
    pages.sign_in(coach)
    key = key_of(pages.open(f"{here}/evening"))
    form = {"key": key, "board-strength": "Warm onthaal (3)"}
    answers = [pages.send(f"{here}/evening", **form).status_code for _ in range(2)]
    page = pages.open(here)

    assert answers == [303, 303]
    assert page.count("Warm onthaal") == 1
    assert "3 votes" in page


def test_a_line_that_is_too_long_is_shown_again_with_all_that_was_typed(pages, coach, here):
    pages.sign_in(coach)
    key = key_of(pages.open(f"{here}/evening"))
    long = {"board-strength": "x" * 301, "board-next": "Bellen"}
    answer = pages.send(f"{here}/evening", key=key, **long)

    assert answer.status_code == 422
    assert "at most 300 characters" in answer.text
    assert "Bellen" in answer.text
    assert key_of(answer.text) == key


def test_a_text_of_a_megabyte_is_refused(pages, coach, here):
    pages.sign_in(coach)
    key = key_of(pages.open(f"{here}/evening"))
    answer = pages.send(f"{here}/evening", key=key, **{"board-strength": "x" * 1_000_000})

    assert answer.status_code == 413
    assert "There are no cards yet" in pages.open(here)


def test_cards_are_counted_and_laid_together(pages, coach, here):
    pages.sign_in(coach)
    typed(pages, here, strength="jongeren (3)\njeugd (4)\nmuziek")
    page = pages.open(f"{here}/cards")
    cards = re.findall(r'name="was-([^"]+)" value="([^"]*)"', page)
    form = {f"was-{one}": was for one, was in cards}
    form |= {f"text-{one}": was.split("·")[2] for one, was in cards}
    form |= {f"votes-{one}": was.split("·")[0] for one, was in cards}
    form[f"theme-{cards[0][0]}"] = "Samen"
    form["pick"] = [cards[0][0], cards[1][0]]
    pages.send(f"{here}/cards", act="merge", **form)
    pages.follow()
    page = pages.open(here)

    assert "jongeren / jeugd" in page
    assert "Samen" in page
    assert "7 votes" in page


def test_a_card_that_somebody_took_away_is_said(pages, coach, here):
    pages.sign_in(coach)
    typed(pages, here, strength="jongeren\njeugd")
    one = re.search(r'name="was-([^"]+)"', pages.open(f"{here}/cards"))[1]
    for _ in range(2):
        pages.send(f"{here}/cards", act="drop", pick=one)
        page = pages.follow()

    assert "Somebody took one of these cards away meanwhile" in page


@pytest.mark.parametrize("votes", ["-1", "veel", "10000"])
def test_votes_that_cannot_be_are_refused(pages, coach, here, votes):
    pages.sign_in(coach)
    typed(pages, here, strength="jongeren")
    one, was = re.search(
        r'name="was-([^"]+)" value="([^"]*)"', pages.open(f"{here}/cards")
    ).groups()
    form = {f"was-{one}": was, f"text-{one}": "jonge mensen", f"votes-{one}": votes}
    refused = pages.send(f"{here}/cards", act="save", **form)

    assert refused.status_code == 422
    assert 'value="jonge mensen"' in refused.text


def test_one_volunteer_types_the_paper_over(pages, host, ark, here, coach):
    volunteer = askers.person(host, "working_group", UUID(ark), language="en")
    host.settle()
    pages.sign_in(volunteer)
    code = re.search(r'"letters">([A-Z0-9-]{7})<', pages.open(f"{here}/sheets"))[1]
    pages.send("/paper", code=code.lower())
    key = key_of(pages.follow())
    form = {"attendance": "2 ouderlingen\npredikant", "agreed": "In maart verder."}
    pages.send(f"{here}/enter", key=key, **form, **{"board-strength": "1. Warm onthaal (4)"})
    page = pages.follow()

    assert "Warm onthaal" in page
    assert "4 votes" in page
    assert "2 ouderlingen\n1 predikant" in page
    assert "In maart verder." in page


def test_a_published_report_is_put_right(pages, coach, here):
    pages.sign_in(coach)
    typed(pages, here, strength="Warm ontaal")
    pages.send(here, act="publish")
    assert "Take it up again before you type" in pages.open(f"{here}/evening")
    pages.send(here, act="reopen")
    pages.follow()
    typed(pages, here, strength="Warm onthaal")
    pages.send(here, act="publish")

    assert "version 2" in pages.follow()


def test_an_empty_report_is_not_published(pages, coach, here):
    pages.sign_in(coach)
    answer = pages.send(here, act="publish")

    assert answer.status_code == 422
    assert "There is nothing in the report yet" in answer.text


@pytest.mark.parametrize("held_on", ["2026-02-30", "2099-01-01", ""])
def test_an_impossible_day_is_said_beside_its_field(pages, coach, here, held_on):
    pages.sign_in(coach)
    answer = pages.send(here, act="facts", title="Anders", held_on=held_on, agreed="Bewaard")

    assert answer.status_code == 422
    assert "needs another look" in answer.text
    assert "Bewaard" in answer.text


def test_a_photo_is_shown_on_the_page_and_in_the_report(pages, coach, here):
    pages.sign_in(coach)
    page = send_photo(pages, here, photo())
    file = re.search(r'src="(/files/[^"]+)"', page)[1]

    assert "Het bord" in pages.open(f"{here}/report")
    assert pages.browser.get(file).mimetype == "image/jpeg"


def test_what_is_no_photo_is_said(pages, coach, here):
    pages.sign_in(coach)

    assert "take a JPEG or PNG" in send_photo(pages, here, b"geen foto")


def test_a_workshop_is_begun_from_the_list(pages, coach, ark):
    pages.sign_in(coach)
    page = f"/congregations/{ark}/workshops"
    pages.send(page, kind="apk", title="", held_on="")
    assert "What was achieved?" in pages.follow()

    assert "APK check-up" in pages.open(page)


def test_the_journey_leads_to_the_workshops(pages, coach, ark):
    pages.sign_in(coach)

    assert f"/congregations/{ark}/workshops" in pages.open(f"/coach/congregations/{ark}")


def pdf(pages: Any, address: str) -> PdfReader:
    return PdfReader(io.BytesIO(pages.browser.get(address).get_data()))


def words_of(document: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in document.pages).split())


@pytest.mark.pdf
def test_the_report_as_pdf_holds_cards_votes_attendance_and_photos(pages, coach, here):
    pages.sign_in(coach)
    typed(pages, here, strength="Trouwe bidders\nWarm onthaal (7)", next="Bellen in mei")
    facts = {"title": "Waar staan we?", "held_on": "2026-11-20", "attendance": "2 ouderlingen"}
    pages.send(here, act="facts", agreed="In maart verder.", **facts)
    send_photo(pages, here, photo())
    draft = words_of(pdf(pages, f"{here}/report.pdf?language=nl"))
    pages.send(here, act="publish")
    document = pdf(pages, f"{here}/report.pdf?language=nl")
    text = words_of(document)

    assert "Dit verslag is nog niet gepubliceerd." in draft
    assert "nog niet gepubliceerd" not in text
    assert document.metadata.title == "Waar staan we? · De Ark"
    assert document.trailer["/Root"]["/Lang"] == "nl"
    for words in ("Wat gaat goed?", "Warm onthaal", "7", "ouderlingen", "In maart verder."):
        assert words in text
    assert text.index("Warm onthaal") < text.index("Trouwe bidders")
    assert text.index("In maart verder.") < text.index("Bellen in mei")
    assert sum(len(page.images) for page in document.pages) == 1


@pytest.mark.pdf
def test_every_paper_sheet_carries_the_code(pages, coach, here):
    pages.sign_in(coach)
    document = pdf(pages, f"{here}/sheets.pdf?language=en")
    sheets = [" ".join(page.extract_text().split()) for page in document.pages]
    code = re.search(r"[A-Z0-9]{3}-[A-Z0-9]{3}", sheets[0])[0]

    assert len(sheets) == 6
    assert all(code in sheet for sheet in sheets)
    assert "What goes well?" in sheets[0]
    assert "Next steps" in sheets[-1]


def test_other_congregations_people_find_nothing(pages, host, ark, here):
    other = askers.person(host, "leader", language="en")
    host.settle()
    pages.sign_in(other)

    for page in ("", "/evening", "/cards", "/enter", "/report", "/report.pdf", "/sheets"):
        pages.open(f"{here}{page}", status=404)
    pages.open(f"/congregations/{ark}/workshops", status=404)


def test_a_workshop_is_not_shown_under_another_congregation(pages, host, coach, here):
    profile = {"name": "De Bron", "place": "Ede"}
    other = call(host, coach, "congregations", "POST", "/congregations", profile).json["id"]
    host.settle()
    pages.sign_in(coach)

    pages.open(f"/congregations/{other}/workshops/{here.rsplit('/', 1)[1]}", status=404)
