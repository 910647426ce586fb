"""Printed documents, read back: what a screen reader, a printer and a council member get."""

import re
import socket
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from importlib import import_module
from io import BytesIO
from typing import Any

import pytest
from flask import Flask, get_flashed_messages
from jinja2 import ChoiceLoader, DictLoader
from PIL import ImageFile
from pypdf import PdfReader
from werkzeug.wrappers import Response

from services.host import Host
from services.portal.reports import printed

DOCUMENT = """{% extends "reports/layout.html" %}
{% block title %}{{ _('Journey') }}{% endblock %}
{% block main %}
<h2>Wat wij zagen</h2>
<p>Eén geïnspireerde coördinator, een façade en Efeziërs; zuiver “geciteerd”.</p>
<h3>Per gebied</h3>
{{ plots.radar('Gebieden', axes) }}
<h2>Draagvlak</h2>
{{ plots.stacked('Groepen', groups, ['tegen', 'neutraal', 'voor']) }}
<ul><li>eerste</li><li>tweede</li></ul>
<ol start="0"><li>Wij doen niets.</li><li>Een enkeling begint.</li></ol>
{% for n in range(longer) %}<p>Nog een alinea, nummer {{ n }}.</p>{% endfor %}
{% endblock %}
"""
EVERY_PLOT = """{% extends "reports/layout.html" %}
{% block title %}Alles{% endblock %}
{% block main %}<h2>Plots</h2>
{{ plots.heat('h', ['a'], ['b', 'c'], [[1, none]]) }}
{{ plots.dumbbell('d', [('a', 1, none)]) }}
{{ plots.slope('s', ['t0', 't6'], [('a', [1, none])]) }}
{{ plots.curve('c', [('a', 1), ('b', none)], 5, 3) }}
{{ plots.bars('b', [('a', 1), ('b', none)]) }}
{{ plots.shares('v', [1, 2, 3]) }}
{{ plots.schedule('p', [('a', made_on, none, 'now'), ('b', none, none, 'open')], made_on) }}
{{ plots.interval('i', [('a', 0.2, 0.5, 0.8), ('b', none, none, none)], 0.6) }}
{% endblock %}
"""
SHEET = """{% extends "reports/sheet.html" %}
{% block title %}Werkavond{% endblock %}
{% block main %}<h2>Wat gaat goed?</h2>{{ sheets.lines(4) }}
{{ sheets.boxes(['kerkenraad', 'jeugd']) }}{{ sheets.scale(0, 5, 'nog niets', 'het leeft') }}
{% endblock %}
"""
FOREIGN = """{% extends "reports/layout.html" %}
{% block title %}Vreemd{% endblock %}
{% block main %}<img alt="x" src="{{ address }}">{% endblock %}
"""
PLOTTED = {
    "axes": [("Gebed", 3, 2, 4), ("Geven", None, None, None), ("Onderwijs", 2.5, 1, 3)],
    "groups": [("Jeugd", [1, 2, 9], "12 van 30"), ("Ouderen", [None, 2, 3], "te weinig")],
    "longer": 0,
}
GIVEN: dict[str, Any] = {
    "congregation": {"name": "De Ark", "place": "Zwolle"},
    "label": 2,
    "sources": ["Vragenlijst van 3 november, 34 antwoorden."],
    "made_on": date(2026, 11, 23),
}


@pytest.fixture
def portal(host: Host) -> Flask:
    app = host.apps["portal"]
    app.jinja_env.loader = ChoiceLoader(
        [
            app.jinja_env.loader,
            DictLoader(
                {
                    "document_print.html": DOCUMENT,
                    "plots_print.html": EVERY_PLOT,
                    "sheet_print.html": SHEET,
                    "foreign_print.html": FOREIGN,
                }
            ),
        ]
    )
    return app


def answer(
    app: Flask, template: str = "document", *, pdf: bool = True, query: str = "", **more: Any
) -> Response:
    path = f"/congregations/1/report{'.pdf' if pdf else ''}?{query}"
    with app.test_request_context(path, headers={"Accept-Language": "nl"}):
        context = {**GIVEN, **PLOTTED, **more}
        return printed(f"{template}_print.html", name="verslag", as_pdf=pdf, **context)


def read(app: Flask, template: str = "document", **more: Any) -> PdfReader:
    return PdfReader(BytesIO(answer(app, template, **more).get_data()))


def tags(node: Any) -> Iterator[tuple[str, Any]]:
    """Yield (kind, element) of a PDF's structure in reading order."""
    node = node.get_object()
    if isinstance(node, list):
        for part in node:
            yield from tags(part)
    elif hasattr(node, "get"):
        if "/S" in node:
            yield str(node["/S"]), node
        if "/K" in node:
            yield from tags(node["/K"])


def structure(document: PdfReader) -> list[tuple[str, Any]]:
    root: Any = document.trailer["/Root"]
    return list(tags(root["/StructTreeRoot"]["/K"]))


def text_of(document: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in document.pages).split())


@pytest.mark.pdf
def test_a_pdf_says_that_it_is_accessible_and_in_which_language(portal: Flask) -> None:
    document = read(portal)
    root: Any = document.trailer["/Root"]

    assert root["/Lang"] == "nl"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid:part" in root["/Metadata"].get_data().replace(
        b'pdfuaid:part="1"', b"pdfuaid:part"
    )
    assert document.metadata is not None
    assert document.metadata.title == "Traject · De Ark"


@pytest.mark.pdf
def test_a_pdf_in_english_is_english_throughout(portal: Flask) -> None:
    document = read(portal, query="language=en")
    root: Any = document.trailer["/Root"]
    text = text_of(document)

    assert root["/Lang"] == "en"
    assert document.metadata is not None
    assert document.metadata.title == "Journey · De Ark"
    assert "Sources: Vragenlijst" in text
    assert "Confidentiality: for those involved." in text
    assert "Made on 23 November 2026" in text
    assert "median" in text
    assert "mediaan" not in text


@pytest.mark.pdf
def test_headings_are_tagged_in_the_order_of_the_page(portal: Flask) -> None:
    kinds = [kind for kind, _element in structure(read(portal))]

    headings = [kind for kind in kinds if kind[:2] == "/H"]
    assert headings == ["/H1", "/H2", "/H3", "/H2"]


@pytest.mark.pdf
def test_plots_tables_and_lists_are_tagged_as_what_they_are(portal: Flask) -> None:
    found = structure(read(portal))
    kinds = [kind for kind, _element in found]

    assert [e["/Alt"] for kind, e in found if kind == "/Figure"] == ["Gebieden", "Groepen"]
    assert kinds.count("/Table") == 2
    assert kinds.count("/Caption") == 4
    assert "/TH" in kinds
    assert kinds.count("/LBody") == 4


@pytest.mark.pdf
def test_dutch_text_can_be_selected_with_all_its_signs(portal: Flask) -> None:
    text = text_of(read(portal))

    assert "Eén geïnspireerde coördinator, een façade en Efeziërs; zuiver “geciteerd”." in text


@pytest.mark.pdf
def test_levels_on_paper_begin_at_zero_as_on_the_page(portal: Flask) -> None:
    numbers = re.findall(r"\b\d\.(?= |$)", text_of(read(portal)))

    assert numbers == ["0.", "1."]


@pytest.mark.pdf
def test_unknown_is_a_word_in_the_table_beside_the_plot(portal: Flask) -> None:
    text = text_of(read(portal))

    assert "Geven onbekend onbekend onbekend" in text
    assert "Ouderen (te weinig) onbekend 2 3" in text


@pytest.mark.pdf
def test_every_page_ends_with_sources_label_day_and_its_number(portal: Flask) -> None:
    document = read(portal, longer=80)
    pages = [" ".join(page.extract_text().split()) for page in document.pages]

    assert len(pages) > 2
    for number, text in enumerate(pages, start=1):
        assert "Bronnen: Vragenlijst van 3 november, 34 antwoorden." in text
        assert "Vertrouwelijkheid: voor betrokkenen." in text
        assert "Gemaakt op 23 november 2026 met Missionscoach." in text
        assert f"{number} / {len(pages)}" in text


@pytest.mark.parametrize(
    ("label", "words"),
    [
        (0, "openbaar"),
        (1, "binnen het netwerk"),
        (2, "voor betrokkenen"),
        (3, "alleen voor met name genoemden"),
    ],
)
def test_each_label_is_printed_in_words(portal: Flask, label: int, words: str) -> None:
    page = answer(portal, pdf=False, label=label).get_data(as_text=True)

    assert f"Vertrouwelijkheid: {words}." in page


@pytest.mark.pdf
def test_a_document_of_several_congregations_names_none(portal: Flask) -> None:
    document = read(portal, congregation=None, sources=[])

    assert document.metadata is not None
    assert document.metadata.title == "Traject"
    assert "Bronnen" not in text_of(document)


@pytest.mark.pdf
def test_all_letters_are_in_the_file_itself(portal: Flask) -> None:
    for page in read(portal, "plots").pages:
        for font in page["/Resources"]["/Font"].values():
            inner = font.get_object()["/DescendantFonts"][0].get_object()
            assert (
                "/FontFile2" in inner["/FontDescriptor"] or "/FontFile3" in inner["/FontDescriptor"]
            )


@pytest.mark.pdf
def test_every_kind_of_plot_comes_with_a_name_and_a_table(portal: Flask) -> None:
    found = structure(read(portal, "plots"))

    assert [e["/Alt"] for kind, e in found if kind == "/Figure"] == list("hdscbvpi")
    assert len([kind for kind, _e in found if kind == "/Table"]) == 8


@pytest.mark.pdf
def test_the_style_is_understood_to_the_last_line(
    portal: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level("WARNING", logger="weasyprint"):
        answer(portal, "sheet", code="W7K-3PX")
        answer(portal, "plots")

    assert [record.message for record in caplog.records if record.name == "weasyprint"] == []


@pytest.mark.pdf
def test_the_answer_is_a_file_with_a_plain_name(portal: Flask) -> None:
    done = answer(portal)

    assert done.mimetype == "application/pdf"
    assert done.headers["Content-Disposition"] == "inline; filename=verslag.pdf"


def test_the_print_view_holds_the_same_and_leads_to_the_pdf(portal: Flask) -> None:
    page = answer(portal, pdf=False, query="round=3").get_data(as_text=True)

    assert '<html lang="nl">' in page
    assert "Eén geïnspireerde coördinator" in page
    assert "Bronnen: Vragenlijst van 3 november" in page
    assert 'href="/congregations/1/report.pdf?round=3&amp;language=nl"' in page
    assert 'href="/congregations/1/report?round=3&amp;language=en"' in page
    assert page.count("<svg") == 2
    assert "style=" not in page
    assert "<script" not in page


@pytest.mark.pdf
def test_a_sheet_shows_its_code_and_where_to_enter_it(portal: Flask) -> None:
    document = read(portal, "sheet", code="W7K-3PX")
    text = text_of(document)

    assert "W7K-3PX" in text
    assert "/paper" in text
    assert "nog niets 0 1 2 3 4 5 het leeft weet niet" in text
    assert len(document.pages) == 1


def test_without_the_system_library_one_is_led_to_the_print_view(
    portal: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_pango(monkeypatch)
    with portal.test_request_context("/congregations/1/report.pdf?round=3&language=en"):
        led = printed("document_print.html", name="verslag", as_pdf=True, **{**GIVEN, **PLOTTED})
        told = get_flashed_messages()
    page = answer(portal, pdf=False).get_data(as_text=True)

    assert led.status_code == 303
    assert led.headers["Location"] == "/congregations/1/report?round=3&language=en"
    assert len(told) == 1
    assert "save as PDF" in told[0]
    assert "libpangoft2-1.0-0" in told[0]
    assert "Eén geïnspireerde coördinator" in page


def test_the_print_view_says_how_to_get_a_pdf(
    portal: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_pango(monkeypatch)
    with portal.test_request_context("/congregations/1/report.pdf?language=nl"):
        printed("document_print.html", name="verslag", as_pdf=True, **{**GIVEN, **PLOTTED})
        view = printed("document_print.html", name="verslag", as_pdf=False, **{**GIVEN, **PLOTTED})

    assert "kies “opslaan als pdf”" in view.get_data(as_text=True)


@pytest.mark.pdf
@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/x.png",
        "http://localhost:8000/x.png",
        "file:///etc/hostname",
        "/static/../app.py",
        "/congregations/1/secret.png",
    ],
)
def test_a_document_fetches_nothing_from_anywhere(
    portal: Flask, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    monkeypatch.setattr(socket.socket, "connect", lambda _s, to: asked.append(to))
    monkeypatch.setattr(socket, "getaddrinfo", lambda *to, **_more: asked.append(to))

    refusal = import_module("services.portal.reports.engine").NotOurs  # needs pango

    with pytest.raises(refusal):
        answer(portal, "foreign", address=address)

    assert asked == []


@pytest.mark.pdf
def test_a_document_may_hold_a_picture_of_its_own(portal: Flask) -> None:
    dot = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='4' height='4'/%3E"

    assert read(portal, "foreign", address=dot).pages


@pytest.mark.pdf
def test_several_people_get_their_documents_at_once(portal: Flask) -> None:
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda _n: answer(portal).get_data(), range(6)))

    assert all(content.startswith(b"%PDF-1.7") for content in made)
    assert len({len(content) for content in made}) == 1


def without_pango(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let importing the PDF library fail as it does where pango is not installed."""
    for name in list(sys.modules):
        if name.split(".")[0] == "weasyprint" or name == "services.portal.reports.engine":
            monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "meta_path", [NoPango(), *sys.meta_path])


class NoPango:
    """Finds the PDF library and fails as its loading of pango does."""

    def find_spec(self, name: str, *_where: object) -> None:
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")


@pytest.mark.pdf
def test_printing_does_not_let_broken_pictures_in_elsewhere() -> None:
    engine = import_module("services.portal.reports.engine")

    assert engine.pdf_of
    assert ImageFile.LOAD_TRUNCATED_IMAGES is False
