"""The pages about where a congregation stands, for coach, leader, working group and raters."""

import re
from html import unescape
from io import BytesIO
from uuid import UUID

import pypdf
import pytest

from services.congregations.instruments import newest
from tests import askers

ITEMS = [item.code for area in newest().areas for item in area.items]


@pytest.fixture
def church(host):
    coach = askers.person(host, "coach", language="en")
    made = askers.call(
        host, coach, "congregations", "POST", "/congregations", {"name": "De Brug", "place": "Ede"}
    ).get_json()
    church_id = made["id"]
    host.settle()
    return House(host, coach, church_id)


class House:
    """A congregation with its coach, and what was done over HTTP beside the pages."""

    def __init__(self, host, coach, church_id):
        self.host, self.coach, self.id = host, coach, church_id
        self.path = f"/congregations/{church_id}/discovery"

    def person(self, role, language="en"):
        found = askers.person(self.host, role, UUID(self.id), language=language)
        self.host.settle()
        return found

    def do(self, method, path, json=None):
        answer = askers.call(self.host, self.coach, "congregations", method, path, json)
        assert answer.status_code < 300, answer.text
        return answer.get_json()

    def open(self, moment="t0"):
        made = self.do("POST", f"/congregations/{self.id}/rounds", {"moment": moment})
        return made["id"]

    def answer(self, round_id, role, *levels):
        wish = {"role": role, "count": len(levels)}
        links = self.do("POST", f"/rounds/{round_id}/links", wish)["items"]
        for link, level in zip(links, levels, strict=True):
            body = {"token": link["token"], "levels": dict.fromkeys(ITEMS, level), "note": "Mooi."}
            self.do("POST", "/rating/answers", body)

    def close(self, round_id, **more):
        self.do("POST", f"/rounds/{round_id}/closing", more)

    def page(self, round_id):
        return f"{self.path}/rounds/{round_id}"


def test_a_leader_begins_a_round_hands_out_slips_and_closes_it(church, pages):
    pages.sign_in(church.person("leader"))

    assert pages.send(church.path, moment="t0").status_code == 303
    begun = pages.follow()
    assert "Round of questions: The beginning" in begun
    where = re.search(r'action="([^"]+)/links"', begun)[1]
    slips = pages.send(where, f"{where}/links", role="members", count="3").text
    codes = re.findall(r'class="letters">([^<]+)<', slips)
    addresses = re.findall(r'class="address">http://localhost[^/]*(/r/[^<]+)<', slips)

    assert len(codes) == len(set(codes)) == len(set(addresses)) == 3
    assert codes[0] not in pages.open(where)
    assert "Fewer than five people have answered" in pages.open(where)
    assert pages.send(where, f"{where}/closing").status_code == 422
    closing = {"sure": "y", "without_figures": "yes"}
    assert pages.send(where, f"{where}/closing", **closing).status_code == 303
    assert "Fewer than five people answered" in pages.follow()


@pytest.mark.parametrize(("language", "words"), [("nl", "Hoe ziet u het?"), ("en", "How do you")])
def test_a_rater_answers_once_with_the_code_of_his_slip(church, pages, language, words):
    round_id = church.open()
    link = church.do("POST", f"/rounds/{round_id}/links", {"role": "youth", "count": 1})["items"][0]
    typed = pages.send("/r", code=link["code"].lower().replace("-", " "))
    where = typed.headers["Location"]
    shown = pages.open(where, language=language)
    kept = pages.send(where, vision_bible="3", prayer_sent="unknown", note="Dank.")
    thanked = pages.follow()
    again = pages.open(f"/r/{link['token']}", language=language, status=409)

    assert words in unescape(shown)
    assert kept.status_code == 303
    assert "Thank you" in thanked
    assert ("Iedereen antwoordt" if language == "nl" else "Everybody answers once") in again


@pytest.mark.parametrize("path", ["/r/AAAAAAAAAAAAAAAAAAAAAA", "/r/x", "/r/K7WP-3MXR-9TQ2"])
def test_a_link_that_nobody_handed_out_is_told_so_and_no_more(church, pages, path):
    assert "We do not know this link" in pages.open(path, status=404)


def test_an_empty_form_or_a_wrong_level_is_shown_again(church, pages):
    round_id = church.open()
    link = church.do("POST", f"/rounds/{round_id}/links", {"role": "youth", "count": 1})["items"][0]
    where = f"/r/{link['token']}"
    empty = pages.send(where)
    wrong = pages.send(where, vision_bible="9", prayer_sent="2")
    long = pages.send(where, vision_bible="2", note="x" * 1001)

    assert [one.status_code for one in (empty, wrong, long)] == [422, 422, 422]
    assert "Answer at least one question" in empty.text
    assert "Question 1: 0 to 5" in wrong.text
    assert re.search(r'name="prayer_sent" value="2"[^>]*checked', wrong.text)
    assert pages.send(where, vision_bible="2").status_code == 303


def test_a_text_of_a_megabyte_is_refused_and_the_link_stays_good(church, pages):
    round_id = church.open()
    link = church.do("POST", f"/rounds/{round_id}/links", {"role": "youth", "count": 1})["items"][0]
    where = f"/r/{link['token']}"
    huge = pages.send(where, vision_bible="2", note="x" * 1_048_576)

    assert huge.status_code == 413
    assert pages.send(where, vision_bible="2").status_code == 303


def test_the_working_group_types_in_one_sheet_after_another(church, pages):
    pages.sign_in(church.person("working_group"))
    round_id = church.open()
    where = f"{church.page(round_id)}/enter"
    for _ in range(5):
        typed = pages.send(where, role="council", vision_bible="4", prayer_sent="?", note="")
        assert typed.status_code == 303
    form = pages.follow()
    wrong = pages.send(where, role="council", vision_bible="7")

    assert re.search(r'value="council" selected', form)
    assert (wrong.status_code, "Question 1" in wrong.text) == (422, True)
    assert "5 people have answered" in pages.open(church.page(round_id))


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("role", ["leader", "working_group"])
def test_everybody_of_the_congregation_sees_the_outcome_and_prints_the_report(
    church, pages, role, language
):
    round_id = church.open()
    church.answer(round_id, "council", 1, 2, 2, 3, 4)
    church.answer(round_id, "members", 3, 4, 4, 5, 5)
    church.close(round_id)
    fund = {"kind": "fund", "title": "Ziekenhuisfonds", "share": "10_25"}
    trip = {"kind": "trip", "title": "Jeugdreis", "share": "5_10"}
    for one in (fund, trip):
        church.do("POST", f"/congregations/{church.id}/commitments", one)
    lines = {"kind": "unwritten_rule", "texts": ["Zending is iets van vroeger"]}
    church.do("POST", f"/congregations/{church.id}/findings", lines)
    pages.sign_in(church.person(role, language))
    outcome = pages.open(church.page(round_id))
    report = pages.open(f"{church.page(round_id)}/report")

    assert "Mooi." in outcome
    for page in (outcome, report):
        assert ("Bijbel en visie" if language == "nl" else "Bible and vision") in page
        assert page.count("<svg") >= 2
    assert "Ziekenhuisfonds" in report
    assert "Zending is iets van vroeger" in report


def test_under_five_there_is_a_sheet_for_a_conversation_without_figures(church, pages):
    round_id = church.open()
    church.answer(round_id, "council", 1, 2, 2)
    church.close(round_id, without_figures=True)
    pages.sign_in(church.coach)
    outcome = pages.open(church.page(round_id))
    sheet = pages.open(f"{church.page(round_id)}/report")

    assert "Sheet for a conversation" in sheet
    assert '<svg class="plot' not in outcome
    assert "Mooi." not in outcome
    assert "Mooi." not in sheet


@pytest.mark.parametrize("document", ["questionnaire", "report"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_documents_are_pdf_in_both_languages(church, pages, document, language):
    round_id = church.open()
    church.answer(round_id, "council", 1, 2, 2, 3, 4)
    if document == "report":
        church.close(round_id)
    pages.sign_in(church.coach)
    answer = pages.browser.get(f"{church.page(round_id)}/{document}.pdf?language={language}")
    read = pypdf.PdfReader(BytesIO(answer.data))
    words = "".join(page.extract_text() for page in read.pages)

    assert answer.content_type == "application/pdf"
    assert read.trailer["/Root"]["/Lang"] == language
    assert ("Zorg voor uitgezondenen" if language == "nl" else "Care for those sent") in words


def test_lines_of_the_board_are_written_gathered_and_followed(church, pages):
    pages.sign_in(church.person("working_group"))
    board = f"{church.path}/findings"
    sent = pages.send(
        board, kind="unwritten_rule", lines="Wij praten er niet over\n\nDat deden wij al"
    )
    text = pages.follow()
    ids = re.findall(r'name="finding" value="([^"]+)"', text)
    pages.send(board, f"{board}/theme", finding=ids, theme="Zwijgen")
    pages.send(board, f"{board}/{ids[0]}", state="working", note="Wij oefenen het gesprek")
    shown = pages.open(board)
    pages.send(board, f"{board}/{ids[1]}", act="drop")

    assert (sent.status_code, len(ids)) == (303, 2)
    assert "Zwijgen" in shown
    assert "Wij oefenen het gesprek" in shown
    assert "Dat deden wij al" not in pages.open(board)


def test_an_unwritten_rule_is_tied_to_an_action_of_ones_own_strategy(church, pages):
    pages.sign_in(church.person("leader"))
    board = f"{church.path}/findings"
    pages.send(board, kind="unwritten_rule", lines="Wij praten er niet over")
    (rule,) = re.findall(r'name="finding" value="([^"]+)"', pages.follow())
    refused = pages.send(board, f"{board}/{rule}", state="open", action_id=rule)
    shown = pages.open(board)

    assert refused.status_code == 422
    assert "an action of the strategy works on it" not in shown


def test_what_becomes_of_a_commitment_is_said_by_leaders_only(church, pages):
    listed = f"{church.path}/commitments"
    pages.sign_in(church.person("working_group"))
    facts = {"kind": "trip", "title": "Jeugdreis", "share": "5_10", "label": "1"}
    assert pages.send(listed, **facts).status_code == 303
    one = re.search(rf'href="({listed}/[^"]+)"', pages.follow())[1]
    refused = pages.send(one, act="decide", to="keep", version="1")
    leaders = pages.another()
    leaders.sign_in(church.person("leader"))
    nothing = leaders.send(one, act="decide", to="phase_out", version="1")
    done = leaders.send(
        one, act="decide", to="phase_out", until="2027-06-30", version="1", note="Te ver"
    )
    late = leaders.send(one, act="decide", to="keep", version="1")

    assert refused.status_code == 403
    assert (nothing.status_code, done.status_code, late.status_code) == (422, 303, 422)
    assert "Is phased out, until 30 June 2027" in leaders.open(listed)
    assert "Te ver" in leaders.open(one)
    assert "Somebody else changed this meanwhile" in late.text


def test_a_sealed_commitment_is_named_to_leaders_and_coach_alone(church, pages):
    facts = {"kind": "worker", "title": "Geheime werker", "label": 3, "share": "10_25"}
    church.do("POST", f"/congregations/{church.id}/commitments", facts)
    pages.sign_in(church.person("working_group"))
    theirs = pages.open(f"{church.path}/commitments")
    leader = pages.another()
    leader.sign_in(church.person("leader"))

    assert "Geheime werker" not in theirs
    assert "sealed" in theirs
    assert "Geheime werker" in leader.open(f"{church.path}/commitments")


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("role", ["coach", "leader", "working_group"])
def test_every_page_opens_for_everybody_of_the_congregation_in_both_languages(
    church, pages, role, language
):
    round_id = church.open()
    pages.sign_in(church.coach if role == "coach" else church.person(role))
    here = f"/rounds/{round_id}"
    for path in ("", "/findings", "/commitments", here, f"{here}/enter", f"{here}/questionnaire"):
        text = pages.open(f"{church.path}{path}?language={language}")
        assert f'<html lang="{language}"' in text


def test_a_round_of_another_congregation_is_not_there(church, pages):
    round_id = church.open()
    stranger = askers.person(church.host, "leader")
    church.host.settle()
    pages.sign_in(stranger)
    theirs = f"/congregations/{stranger.organisation_id}/discovery/rounds/{round_id}"

    pages.open(theirs, status=404)
    pages.open(church.page(round_id), status=404)


def test_a_link_is_mailed_without_keeping_the_address(church, pages):
    round_id = church.open()
    pages.sign_in(church.person("leader"))
    where = church.page(round_id)
    facts = {"mail_role": "members", "address": "jo@kring.example", "language": "nl"}
    sent = pages.send(where, f"{where}/mail", **facts)
    wrong = pages.send(where, f"{where}/mail", **{**facts, "address": "jo"})

    assert sent.status_code == 303
    assert wrong.status_code == 422
    assert "A mail address is expected" in wrong.text


def test_a_signed_in_leader_answers_as_nobody(church, pages, monkeypatch):
    round_id = church.open()
    link = church.do("POST", f"/rounds/{round_id}/links", {"role": "youth", "count": 1})["items"][0]
    pages.sign_in(church.person("leader"))
    told = []
    send = pages.wire.send

    def listening(service, method, path, *, headers, body):
        told.append((path, "Authorization" in headers))
        return send(service, method, path, headers=headers, body=body)

    monkeypatch.setattr(pages.wire, "send", listening)
    kept = pages.send(f"/r/{link['token']}", vision_bible="2")

    assert kept.status_code == 303
    assert ("/rating/answers", False) in told
    assert not [path for path, known in told if "rating" in path and known]


def test_a_form_that_no_browser_sends_is_told_so_and_never_breaks_the_page(church, pages):
    listed = f"{church.path}/commitments"
    long = "/r/" + "A" * 61
    pages.sign_in(church.person("leader"))
    facts = {"kind": "trip", "title": "Jeugdreis", "label": "1"}
    pages.send(listed, **facts)
    one = re.search(rf'href="({listed}/[^"]+)"', pages.follow())[1]
    label = pages.send(one, act="change", **{**facts, "label": "secret", "version": "1"})
    version = pages.send(one, act="decide", to="keep", version="latest")
    rater = pages.send("/r", long, vision_bible="2")

    assert [one.status_code for one in (label, version, rater)] == [422, 422, 404]
    assert "We do not know this link" in rater.text


def test_the_working_group_is_not_offered_to_seal_what_it_would_not_see_again(church, pages):
    listed = f"{church.path}/commitments"
    sealed = {"kind": "worker", "title": "Onze werker", "label": "3"}
    group = pages.another()
    group.sign_in(church.person("working_group"))
    pages.sign_in(church.person("leader"))
    offered = 'name="label" value="3"'
    refused = group.send(listed, **sealed)

    assert offered not in group.open(listed)
    assert refused.status_code == 422
    assert "Onze werker" in refused.text
    assert offered in pages.open(listed)
    assert pages.send(listed, **sealed).status_code == 303


def test_a_link_that_could_not_be_mailed_was_not_made(church, pages):
    round_id = church.open()
    pages.sign_in(church.person("leader"))
    where = church.page(round_id)
    wrong = {"mail_role": "members", "address": "jo", "language": "nl"}
    assert pages.send(where, f"{where}/mail", **wrong).status_code == 422

    assert "No links were made yet" in pages.open(where)
