"""The templates of journeys on their pages: looking, changing, a file, and a journey going over."""

import tomllib
from io import BytesIO
from typing import Any

import pytest

from services.host import Host
from services.portal.forms import templates as forms
from services.portal.showing.template_file import written
from tests import askers
from tests.portal.conftest import Pages


@pytest.fixture
def coach(pages: Pages, host: Host) -> Any:
    coach = askers.person(host, "coach")
    pages.sign_in(coach)
    return coach


def ask(host: Host, who: Any, method: str, path: str, body: Any = None) -> Any:
    answer = askers.call(host, who, "congregations", method, path, body)
    assert answer.status_code < 300, answer.text
    return answer.get_json()


def typed(host: Host, coach: Any, name: str) -> dict[str, str]:
    """Return what the form of this template would send."""
    template = ask(host, coach, "GET", f"/templates/{name}")
    fields = {"title_nl": template["title_nl"], "title_en": template["title_en"], "id": "our-way"}
    for row in forms.rows(template):
        n = row["number"]
        fields |= {f"{k}-{n}": str(v) for k, v in row.items() if k not in ("number", "entry")}
        if row.get("entry"):
            fields["entry"] = str(n)
    return fields


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_coach_reads_every_template_in_his_language(
    pages: Pages, host: Host, language: str
) -> None:
    pages.sign_in(askers.person(host, "coach", language=language))
    listed = pages.open("/templates", language=language)
    shown = pages.open("/templates/brochure-8", language=language)
    form = pages.open("/templates/brochure-8/edit", language=language)

    assert {"nl": "Het hele traject in acht delen", "en": "The whole journey in eight parts"}[
        language
    ] in listed
    assert {"nl": "de instap", "en": "the entry"}[language] in shown
    assert {"nl": "Bewaren als nieuwe versie", "en": "Keep as a new version"}[language] in form


def test_what_the_form_shows_and_sends_back_unchanged_is_the_same_template(
    pages: Pages, host: Host, coach: Any
) -> None:
    pages.send("/templates/brochure-8/edit", **typed(host, coach, "brochure-8"))
    ours = ask(host, coach, "GET", "/templates/our-way")
    shipped = ask(host, coach, "GET", "/templates/brochure-8")

    assert ours["tracks"] == shipped["tracks"]
    assert (ours["version"], ours["shipped"]) == (1, False)


def test_a_template_saved_as_a_file_comes_back_as_it_was(
    pages: Pages, host: Host, coach: Any
) -> None:
    kept = pages.open("/templates/o3/file").replace('id = "o3"', 'id = "our-way"')
    pages.send("/templates", file=(BytesIO(kept.encode()), "our-way.toml"))
    ours = ask(host, coach, "GET", "/templates/our-way")

    assert ours["tracks"] == ask(host, coach, "GET", "/templates/o3")["tracks"]
    assert tomllib.loads(written(ours))["title_nl"] == ours["title_nl"]


def test_a_part_is_moved_left_out_and_added_in_one_go(pages: Pages, host: Host, coach: Any) -> None:
    fields = typed(host, coach, "o3")
    fields |= {"place-1": "9", "entry": "1", "drop-2": "1"}
    fields |= {"kind-5": "prayer", "title_nl-5": "Gebed", "title_en-5": "Prayer"}
    fields |= {"steps-5": "Samen bidden\n60; conversation; Gesprek", "place-5": "1"}
    pages.send("/templates/o3/edit", **fields)
    tracks = ask(host, coach, "GET", "/templates/our-way")["tracks"]

    assert tracks[0]["kind"] == "prayer"
    assert tracks[-1]["kind"] == "discover"
    assert "mobilisation" not in [track["kind"] for track in tracks]
    assert [(s["minutes"], s["title_en"]) for s in tracks[0]["steps"]] == [
        (90, "Samen bidden"),
        (60, "Gesprek"),
    ]


def test_a_fault_is_said_with_its_part_and_what_was_typed_stays(
    pages: Pages, host: Host, coach: Any
) -> None:
    fields = typed(host, coach, "o3") | {"prerequisites-1": "mobilisation"}
    fields |= {"prerequisites-2": "discover", "title_nl": "Onze bijzondere weg"}
    answer = pages.send("/templates/o3/edit", reads="nl", **fields)

    assert answer.status_code == 422
    assert "discover → mobilisation → discover" in answer.text
    assert "Onze bijzondere weg" in answer.text


@pytest.mark.parametrize("content", [b"\xff\xfe", b"not = [", b"", b"id = 3"])
def test_a_file_that_is_no_template_is_refused_in_a_sentence(
    pages: Pages, coach: Any, content: bytes
) -> None:
    assert coach
    answer = pages.send("/templates", file=(BytesIO(content), "x.toml"))

    assert answer.status_code == 303
    assert 'class="notice error"' in pages.open("/templates")


def test_a_journey_goes_over_after_a_look_and_back_again(
    pages: Pages, host: Host, coach: Any
) -> None:
    church = ask(host, coach, "POST", "/congregations", {"name": "De Brug"})["id"]
    journey = ask(host, coach, "POST", f"/congregations/{church}/journeys", {"template": "o3"})
    host.settle()
    page = f"/congregations/{church}/template"
    looked = pages.open(f"{page}?to=brochure-8")
    pages.send(page, journey=journey["id"], to="brochure-8")
    there = ask(host, coach, "GET", f"/journeys/{journey['id']}")["template"]
    (made,) = ask(host, coach, "GET", f"/journeys/{journey['id']}/reshapings")["items"]
    pages.send(page, back=made["id"])

    assert "Kairos-cursus" in looked
    assert there == "brochure-8@1"
    assert ask(host, coach, "GET", f"/journeys/{journey['id']}")["template"] == "o3@1"


def test_leaders_do_not_find_the_editor(pages: Pages, host: Host) -> None:
    pages.sign_in(askers.person(host, "leader"))

    assert pages.open("/templates", status=403)
