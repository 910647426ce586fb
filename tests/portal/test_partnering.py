import re
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from pypdf import PdfReader

from services.host import Host
from tests import askers
from tests.askers import Asker, call
from tests.portal.conftest import Pages

OFFERING = {"kind": "visit", "title_nl": "Samen verder", "title_en": "On together", "state": "open"}
DECIDED = {"body": "elders", "held_on": "2026-11-20"}
ROWS = {
    "side-0": "congregation",
    "who-0": "Gebedsgroep",
    "what-0": "Elke week bidden",
    "means-0": "pray",
    "side-1": "agency",
    "who-1": "Team",
    "what-1": "Elke maand schrijven",
    "means-1": "",
}
PLACE = "Bergdorp"


@dataclass
class Partners:
    """A congregation and an agency that were introduced, and the people of both."""

    host: Host
    coach: Asker
    leader: Asker
    member: Asker
    staff: Asker
    congregation_id: str
    agency_id: str
    match_id: str

    @property
    def home(self) -> str:
        return f"/congregations/{self.congregation_id}/partnering"

    def api(self, who: Asker, route: str, body: Any = None) -> Any:
        method, path = route.split(" ", 1)
        answer = call(self.host, who, "partners", method, path, body)
        assert answer.status_code < 300, answer.text
        return answer.json

    def visit(self, level: str = "low", **more: Any) -> str:
        content = {
            "congregation_id": self.congregation_id,
            "kind": "country",
            "title": f"Reis naar {PLACE}",
            "place": PLACE,
            "purpose": f"Kennismaken in {PLACE}",
            "starts_on": "2026-12-01",
            "ends_on": "2026-12-05",
            "party": [{"role": "oudste", "number": 2}],
            **more,
        }
        visit = self.api(self.leader, "POST /visits", content)["id"]
        risk = {"version": 1, "risk_level": level, "weighed": f"Onrust in {PLACE}"}
        self.api(self.leader, f"POST /visits/{visit}/risk", risk)
        return str(visit)

    def agreement(self, *, ready: bool = True) -> str:
        sides = [
            {"side": "congregation", "who": "Gebedsgroep", "what": "Bidden"},
            {"side": "agency", "who": "Team", "what": "Schrijven"},
        ]
        content = {"match_id": self.match_id, "contributions": sides}
        made = str(self.api(self.leader, "POST /agreements", content)["id"])
        if ready:
            self.api(self.leader, f"POST /agreements/{made}/readiness", {"version": 1})
        return made

    def holding(self) -> str:
        made = self.agreement()
        yes = f"POST /agreements/{made}/acceptances"
        self.api(self.leader, yes, {"version": 1, **DECIDED})
        self.api(self.staff, yes, {"version": 1})
        return made


@pytest.fixture
def partners(host: Host) -> Partners:
    coach = askers.person(host, "coach", language="en", name="Ruben Coach")
    church = {"name": "De Zwaluwkerk", "place": "Hensbroek"}
    congregation_id = call(host, coach, "congregations", "POST", "/congregations", church).json[
        "id"
    ]
    entered = call(host, coach, "partners", "POST", "/agencies", {"name": "Wijdebron"}).json["id"]
    host.settle()
    place = UUID(congregation_id)
    made = Partners(
        host,
        coach,
        askers.person(host, "leader", place, name="Lies Leider", language="en"),
        askers.person(host, "working_group", place),
        askers.person(host, "agency_staff", UUID(entered), language="en"),
        congregation_id,
        entered,
        "",
    )
    host.settle()
    offering = made.api(made.staff, f"POST /agencies/{entered}/offerings", OFFERING)["id"]
    wish = {"congregation_id": congregation_id, "offering_id": offering}
    made.match_id = made.api(coach, "POST /matches", wish)["id"]
    answers = f"POST /matches/{made.match_id}/answers"
    made.api(made.leader, answers, {"answer": "yes", **DECIDED})
    made.api(made.staff, answers, {"answer": "yes"})
    host.settle()
    return made


def text_of(pdf: bytes) -> str:
    return " ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def mailed_link(partners: Partners, agreement: str) -> str:
    contact = askers.person(partners.host, "contact", UUID(partners.agency_id))
    body = {
        "person_id": str(contact.id),
        "organisation_id": partners.agency_id,
        "purpose": "agreement",
        "subject": agreement,
    }
    service = askers.service(partners.host, "notifications")
    made = call(partners.host, service, "identity", "POST", "/links", body)
    return f"/agreement/{made.json['token']}"


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("who", ["coach", "leader", "member"])
def test_the_pages_are_there_for_everybody_of_the_congregation(
    partners: Partners, pages: Pages, who: str, language: str
) -> None:
    visit, agreement = partners.visit(match_id=partners.match_id), partners.agreement()
    pages.sign_in(getattr(partners, who))
    pages.send(partners.home, "/language", language=language, back="/")

    paths = (
        "",
        "/visits/new",
        f"/visits/{visit}",
        f"/visits/{visit}/briefing",
        f"/agreements/{agreement}",
        f"/agreements/{agreement}/text",
        "/shortlists/new",
    )
    found = [pages.open(f"{partners.home}{path}", language=language) for path in paths]

    title = "Bezoeken" if language == "nl" else "Visits"
    assert title in found[0]
    assert "Wijdebron" in found[0]
    assert all(f'lang="{language}"' in page for page in found)


def test_a_stranger_finds_nothing(partners: Partners, pages: Pages) -> None:
    visit, agreement = partners.visit(), partners.agreement()
    other = askers.person(partners.host, "leader")
    partners.host.settle()
    pages.sign_in(other)

    for path in ("", f"/visits/{visit}", f"/agreements/{agreement}", f"/visits/{visit}/briefing"):
        pages.open(f"{partners.home}{path}", status=404)


def test_a_comparison_is_made_judged_and_decided_on_one_page(
    partners: Partners, pages: Pages
) -> None:
    pages.sign_in(partners.leader)
    rows = {"title": "Met wie?", "name-0": "Samen optrekken", "weight-0": "3", "name-1": "Taal"}
    assert pages.send(f"{partners.home}/shortlists/new", **rows).status_code == 303
    page = pages.follow()
    here = pages.last.request.path if pages.last else ""
    added = {"act": "add", "kind": "match", "match_id": partners.match_id}
    pages.send(here, **added)
    page = pages.follow()
    candidate = re.search(r'name="candidate_id" value="([^"]+)"', page)
    criterion = re.search(r'name="verdict-([^"]+)"', page)
    assert candidate
    assert criterion
    judged = {
        "act": "judge",
        f"verdict-{criterion[1]}": "good",
        f"note-{criterion[1]}": "Zij belden",
    }
    pages.send(here, candidate_id=candidate[1], **judged)
    pages.follow()
    choice = {"act": "decide", "outcome": "chosen", "reason": "Past", **DECIDED}
    pages.send(here, candidate_id=candidate[1], **choice)

    page = pages.follow()

    assert "good: Zij belden" in page
    assert "counts most" in page
    assert "Council of elders, 20 November 2026" in page
    assert "Wijdebron" in page
    sheet = pages.open(f"{here}/sheet")
    assert "good: Zij belden" in sheet
    again = pages.send(here, candidate_id=candidate[1], **choice)
    assert again.status_code == 422
    assert "That was decided already." in again.text


def test_a_comparison_without_anything_important_is_shown_again(
    partners: Partners, pages: Pages
) -> None:
    pages.sign_in(partners.leader)

    refused = pages.send(f"{partners.home}/shortlists/new", title="Met wie?")

    assert refused.status_code == 422
    assert "Met wie?" in refused.text


def test_what_was_typed_about_a_comparison_stays_when_it_was_refused(
    partners: Partners, pages: Pages
) -> None:
    pages.sign_in(partners.leader)
    rows = {"title": "Met wie?", "name-0": "Taal", "weight-0": "3"}
    pages.send(f"{partners.home}/shortlists/new", **rows)
    here = pages.follow() and pages.last.request.path if pages.last else ""
    pages.send(here, act="add", kind="match", match_id=partners.match_id)
    page = pages.follow()
    candidate = re.findall(r'name="candidate_id" value="([^"]+)"', page)[0]
    criterion = re.findall(r'name="verdict-([^"]+)"', page)[0]
    wrong = {f"verdict-{criterion}": "perfect", f"note-{criterion}": "Zij belden"}
    judged = pages.send(here, act="judge", candidate_id=candidate, **wrong)
    changed = pages.send(here, act="change", version="9", **{**rows, "name-0": "Gebed"})

    assert [one.status_code for one in (judged, changed)] == [422, 422]
    assert 'value="Zij belden"' in judged.text
    assert 'value="Gebed"' in changed.text


def test_ending_well_that_was_refused_does_not_open_the_way_to_stop_at_once(
    partners: Partners, pages: Pages
) -> None:
    pages.sign_in(partners.leader)
    ours = f"{partners.home}/agreements/{partners.holding()}"
    long = {"act": "ending", "side": "congregation", "reason": "Genoeg. " * 1000}
    refused = pages.send(ours, **long)

    assert refused.status_code == 422
    assert "Genoeg." in refused.text
    assert re.search(r"<details[^>]* open><summary>End it well", refused.text)
    assert not re.search(r"<details[^>]* open><summary>Stop at once", refused.text)


def test_a_visit_is_walked_from_idea_to_debrief(partners: Partners, pages: Pages) -> None:
    pages.sign_in(partners.leader)
    plan = {
        "kind": "agency",
        "title": "Kennismaken",
        "match_id": partners.match_id,
        "starts_on": "2026-11-23",
        "ends_on": "2026-11-24",
        "party": "2 oudsten\n1 jongere",
    }
    assert pages.send(f"{partners.home}/visits/new", **plan).status_code == 303
    pages.follow()
    here = pages.last.request.path if pages.last else ""
    for act in (
        {"act": "risk", "version": "1", "risk_level": "low", "weighed": "Weinig"},
        {"act": "approve", "version": "2", "side": "body", **DECIDED},
        {"act": "gone"},
        {"act": "debrief", "saw": "Gastvrij", "learned": "Geduld", "present": "3 mensen"},
    ):
        done = pages.send(here, **act)
        assert done.status_code == 303, done.text[-2000:]

    page = pages.follow()

    assert "Gastvrij" in page
    assert "2 oudsten, 1 jongere" in page
    assert "Lies Leider" in page


def test_a_visit_with_days_that_cannot_be_is_shown_again_with_the_reason(
    partners: Partners, pages: Pages
) -> None:
    pages.sign_in(partners.leader)
    plan = {"kind": "country", "title": "Reis", "starts_on": "2027-02-02", "ends_on": "2027-02-01"}

    refused = pages.send(f"{partners.home}/visits/new", **plan)

    assert refused.status_code == 422
    assert "Not before the first day." in refused.text
    assert 'value="2027-02-02"' in refused.text


def test_at_high_risk_a_leader_and_the_coach_each_say_yes_on_their_page(
    partners: Partners, pages: Pages
) -> None:
    visit = partners.visit("high")
    here = f"{partners.home}/visits/{visit}"
    pages.sign_in(partners.leader)
    first = pages.send(here, act="approve", version="2", side="body", **DECIDED)
    pages.sign_in(partners.coach)
    page = pages.open(here)
    second = pages.send(here, act="approve", version="2", side="coach")

    assert (first.status_code, second.status_code) == (303, 303)
    assert "As the coach you say yes beside the congregation" in page
    assert "approved" in pages.follow()


def test_who_gave_one_yes_is_not_offered_the_other(partners: Partners, pages: Pages) -> None:
    visit = partners.visit("high")
    askers.also(partners.host, partners.coach, "leader", UUID(partners.congregation_id))
    partners.host.settle()
    here = f"{partners.home}/visits/{visit}"
    pages.sign_in(partners.coach)
    pages.send(here, act="approve", version="2", side="body", **DECIDED)

    page = pages.open(here)
    forced = pages.send(here, act="approve", version="2", side="coach")

    assert 'value="approve"' not in page
    assert forced.status_code in (403, 422)


def test_papers_of_a_visit_at_high_risk_name_no_place_unless_asked(
    partners: Partners, pages: Pages
) -> None:
    visit = partners.visit("high")
    pages.sign_in(partners.leader)
    path = f"{partners.home}/visits/{visit}/briefing"

    paper = pages.open(path)
    pdf = pages.browser.get(f"{path}.pdf")
    chosen = pages.open(f"{path}?names=yes")

    assert PLACE not in paper
    assert PLACE not in text_of(pdf.data)
    assert "How many go" in text_of(pdf.data)
    assert PLACE not in str(pdf.headers)
    assert f"Onrust in {PLACE}" in chosen


def test_the_text_comes_as_pdf_in_the_chosen_language(partners: Partners, pages: Pages) -> None:
    agreement = partners.holding()
    pages.sign_in(partners.leader)

    pdf = pages.browser.get(f"{partners.home}/agreements/{agreement}/text.pdf?language=nl")

    assert pdf.status_code == 200
    assert "Dit is geen contract" in text_of(pdf.data)
    assert "Schrijven" in text_of(pdf.data)


def test_mails_about_a_visit_at_high_risk_hold_no_place(partners: Partners, pages: Pages) -> None:
    partners.visit("high")
    partners.host.settle()
    pages.sign_in(partners.leader)

    box = call(partners.host, None, "notifications", "GET", "/mailbox").json["items"]
    mails = [call(partners.host, None, "notifications", "GET", f"/mailbox/{m['id']}") for m in box]

    asked = [mail.text for mail in mails if "/visits/" in mail.text]
    assert len(asked) >= 2
    assert not [mail for mail in asked if PLACE in mail]


@pytest.mark.parametrize("who", ["leader", "staff"])
def test_a_mail_leads_each_side_to_its_own_page(partners: Partners, pages: Pages, who: str) -> None:
    agreement = partners.agreement()
    pages.sign_in(getattr(partners, who))
    pages.open(f"/agreements/{agreement}", status=303)

    page = pages.follow()

    assert "Yes to version 1" in page


def test_both_sides_say_yes_on_their_own_pages(partners: Partners, pages: Pages) -> None:
    pages.sign_in(partners.staff)
    path = f"/agency/agreements/new?match={partners.match_id}"
    assert pages.send(path, review_every="6", **ROWS).status_code == 303
    pages.follow()
    agreement = pages.last.request.path.rsplit("/", 1)[1] if pages.last else ""
    theirs, ours = f"/agency/agreements/{agreement}", f"{partners.home}/agreements/{agreement}"
    pages.send(theirs, act="ready", version="1")
    assert pages.send(theirs, act="accept", version="1", side="agency").status_code == 303
    pages.sign_in(partners.leader)
    pages.send(ours, act="accept", version="1", side="congregation", **DECIDED)

    page = pages.follow()

    assert "You look back together on" in page
    assert "Elke maand schrijven" in page
    assert "Lies Leider" in page
    pages.sign_in(partners.staff)
    seen = pages.open(theirs)
    assert "De Zwaluwkerk" in seen
    assert "Lies Leider" not in seen
    overview = pages.open(f"/agency/{partners.agency_id}/partnerships")
    assert "On together" in overview


def test_a_yes_to_an_older_text_is_told_so(partners: Partners, pages: Pages) -> None:
    agreement = partners.agreement()
    here = f"{partners.home}/agreements/{agreement}"
    pages.sign_in(partners.leader)
    pages.open(here)
    change = {"version": 1, "communication": "Vaker bellen"}
    partners.api(partners.staff, f"PATCH /agreements/{agreement}", change)

    refused = pages.send(here, act="accept", version="1", side="congregation", **DECIDED)

    assert refused.status_code == 422
    assert "Not current." in refused.text or "read it again" in refused.text


def test_a_coach_passes_on_a_yes_and_a_leader_contests_it_on_the_page(
    partners: Partners, pages: Pages
) -> None:
    agreement = partners.agreement()
    here = f"{partners.home}/agreements/{agreement}"
    pages.sign_in(partners.coach)
    told = {"reported": "yes", "by_role": "leader", "side": "congregation"}
    assert "The leaders get a mail to confirm or contest it." in pages.open(here)
    pages.send(here, act="accept", version="1", **told, **DECIDED)
    assert "told by a leader" in pages.follow()
    pages.sign_in(partners.leader)
    page = pages.open(here)
    given = re.search(r'name="acceptance_id" value="([^"]+)"', page)
    assert given

    done = pages.send(
        here, act="answer", acceptance_id=given[1], answer="contested", note="Niet besloten."
    )

    assert done.status_code == 303
    assert "A leader contested this yes: Niet besloten." in pages.follow()


def test_an_agencys_contact_says_yes_by_the_link_in_the_mail(
    partners: Partners, pages: Pages
) -> None:
    agreement = partners.agreement()
    link = mailed_link(partners, agreement)
    page = pages.open(link)
    done = pages.send(link, act="accept", version="1", side="agency")

    assert "Bidden" in page
    assert done.status_code == 303
    pages.follow()
    twice = pages.send(link, act="accept", version="1", side="agency")
    assert twice.status_code == 422
    assert pages.send(link, act="end", how="breach").status_code == 404
    pages.open("/agreement/nothing", status=404)
    found = partners.api(partners.leader, f"GET /agreements/{agreement}")
    assert [one["side"] for one in found["acceptances"]] == ["agency"]


def test_a_link_for_a_request_does_not_open_an_agreement(partners: Partners, pages: Pages) -> None:
    link = mailed_link(partners, partners.agreement())

    pages.open(link.replace("/agreement/", "/answer/"), status=404)


def test_two_look_back_and_part_well_on_their_pages(
    partners: Partners, pages: Pages, clock: Any
) -> None:
    agreement = partners.holding()
    clock.advance(timedelta(days=190))
    partners.host.settle()
    theirs, ours = f"/agency/agreements/{agreement}", f"{partners.home}/agreements/{agreement}"
    pages.sign_in(partners.leader)
    told = {"act": "review", "round": "1", "note": "Mooi geweest"}
    assert pages.send(ours, wish="end", side="congregation", **told).status_code == 303
    pages.sign_in(partners.staff)
    assert "Mooi geweest" in pages.open(theirs)
    pages.send(theirs, wish="continue", side="agency", **{**told, "note": ""})
    page = pages.follow()
    codes = re.findall(r'name="code" value="([^"]+)"', page)
    early = pages.send(theirs, act="end", how="graceful", side="agency")
    for code in codes:
        pages.send(theirs, act="settle", code=code)
    pages.send(theirs, act="end", how="graceful", side="agency")

    assert len(codes) == 5
    assert early.status_code == 422
    assert "ended" in pages.follow()


@pytest.mark.parametrize(("language", "words"), [("nl", "geen contract"), ("en", "no contract")])
def test_the_text_is_printed_in_both_languages_for_both_sides(
    partners: Partners, pages: Pages, language: str, words: str
) -> None:
    agreement = partners.holding()
    for who, path in (
        (partners.leader, f"{partners.home}/agreements/{agreement}/text"),
        (partners.staff, f"/agency/agreements/{agreement}/text"),
    ):
        pages.sign_in(who)
        page = pages.open(f"{path}?language={language}")
        assert words in page
        assert "Schrijven" in page


def test_a_working_group_reads_but_is_offered_no_yes(partners: Partners, pages: Pages) -> None:
    agreement, visit = partners.agreement(), partners.visit()
    pages.sign_in(partners.member)

    agreed = pages.open(f"{partners.home}/agreements/{agreement}")
    visited = pages.open(f"{partners.home}/visits/{visit}")

    assert 'value="accept"' not in agreed
    assert 'value="approve"' not in visited


def test_an_agency_sees_its_visit_without_what_is_private(partners: Partners, pages: Pages) -> None:
    visit = partners.visit(match_id=partners.match_id)
    partners.api(partners.leader, f"POST /visits/{visit}/approvals", {"version": 2, **DECIDED})
    pages.sign_in(partners.staff)
    pages.open(f"/visits/{visit}", status=303)

    page = pages.follow()

    assert f"Reis naar {PLACE}" in page
    assert "Onrust" not in page


def test_what_is_not_offered_is_not_done(partners: Partners, pages: Pages) -> None:
    visit = partners.visit()
    pages.sign_in(partners.leader)

    assert pages.send(f"{partners.home}/visits/{visit}", act="nothing").status_code == 404
