"""The coach's ordinary week, page by page."""

import io
from datetime import timedelta
from uuid import UUID

import pytest

from services.host import Host
from tests import askers
from tests.askers import Asker, call

PROFILE = {"name": "De Ark", "place": "Zwolle"}
OFFERING = {"kind": "visit", "title_nl": "Kennismakingsreis", "state": "open", "capacity": 2}


@pytest.fixture
def coach(host: Host) -> Asker:
    return askers.person(host, "coach", language="nl", name="Ruben Coach")


@pytest.fixture
def ark(host: Host, coach: Asker) -> str:
    found = call(host, coach, "congregations", "POST", "/congregations", PROFILE).json["id"]
    host.settle()
    return found


@pytest.fixture
def desk(pages, coach):
    pages.sign_in(coach)
    return pages


def opened(desk, ark: str) -> str:
    here = f"/coach/congregations/{ark}"
    desk.send(here, f"{here}/journey", template="brochure-8", tracks="all")
    return here


def track_of(host: Host, coach: Asker, ark: str, kind: str) -> dict:
    path = f"/congregations/{ark}/journey"
    journey = call(host, coach, "congregations", "GET", path).json["journey"]
    return next(track for track in journey["tracks"] if track["kind"] == kind)


def test_home_shows_the_longest_unheard_first_and_takes_a_contact(desk, host, coach, ark):
    page = desk.open("/coach")

    assert "De Ark Zwolle" in page

    desk.send("/coach", f"/coach/congregations/{ark}/contacts", kind="visit", line="Fijn bezoek.")

    assert "Fijn bezoek." in desk.open("/coach")
    assert "Fijn bezoek." in desk.open(f"/coach/congregations/{ark}")


def test_a_congregation_is_registered_with_its_name_alone(desk):
    answer = desk.send("/coach/congregations/new", "/coach/congregations/new", name="Sion")

    assert answer.status_code == 303
    assert "Sion" in desk.open("/coach")


def test_a_name_that_is_missing_is_said_beside_its_field(desk):
    answer = desk.send("/coach/congregations/new", "/coach/congregations/new", name="")

    assert answer.status_code == 422
    assert "name-error" in answer.text


def test_the_journey_is_opened_and_made_to_measure(desk, host, coach, ark):
    here = opened(desk, ark)
    page = desk.open(here)

    assert page.count("nog niet afgesproken") == 8

    track = track_of(host, coach, ark, "discover")
    on_track = f"{here}/tracks/{track['id']}"
    desk.send(on_track, on_track, act="rename", title_nl="Ontdekken in de pastorie", position="1")
    desk.send(on_track, on_track, act="step", title_nl="Extra avond", minutes="90")
    desk.send(on_track, on_track, act="state", to="agreed", reason="", until="")

    page = desk.open(on_track)
    assert "Ontdekken in de pastorie" in page
    assert "Extra avond" in page
    assert "afgesproken" in page


def test_a_track_done_before_on_paper_counts_as_done(desk, host, coach, ark):
    here = opened(desk, ark)
    track = track_of(host, coach, ark, "kairos")
    on_track = f"{here}/tracks/{track['id']}"

    desk.send(on_track, on_track, act="before", on="2025-03-01", note="31 deelnemers")

    assert "op papier" in desk.open(here)


def test_a_reported_decision_waits_for_the_leader_who_confirms_it(desk, host, coach, ark):
    here = opened(desk, ark)
    leader = askers.person(host, "leader", UUID(ark), language="nl")
    track = track_of(host, coach, ark, "discover")
    on_track = f"{here}/tracks/{track['id']}"
    day = (host.clock.now() - timedelta(days=2)).date().isoformat()

    desk.send(
        on_track,
        on_track,
        act="decision",
        text="Wij beginnen met Ontdekken.",
        body="elders",
        held_on=day,
        by_role="leader",
        by_name="",
        to="agreed",
    )
    host.settle()

    assert "nog niet bevestigd" in desk.open(here)

    other = desk.another()
    other.sign_in(leader)
    ours = other.open(f"/congregation/{ark}")
    assert "Wij beginnen met Ontdekken." in ours

    path = f"/congregations/{ark}/journey"
    decision = call(host, coach, "congregations", "GET", path).json["decisions"][0]
    to = f"/congregation/decisions/{decision['id']}"
    other.send(to, to, answer="confirmed", note="")

    assert "nog niet bevestigd" not in desk.open(here)


def test_partners_are_read_in_sentences_and_proposed_with_the_card_previewed(
    desk, host, coach, ark
):
    askers.person(host, "leader", UUID(ark), language="nl")
    agency = call(host, coach, "partners", "POST", "/agencies", {"name": "Brugbouwers"}).json["id"]
    call(host, coach, "partners", "POST", f"/agencies/{agency}/offerings", OFFERING)
    host.settle()
    here = f"/coach/congregations/{ark}/partners"
    page = desk.open(here)

    assert "Kennismakingsreis" in page
    assert "Nog te vragen" in page

    offering = call(host, coach, "partners", "GET", "/offerings").json["items"][0]["id"]
    to = f"{here}/{offering}"
    preview = desk.open(to)

    assert "woord voor woord" in preview
    assert "De Ark" not in preview.split("woord voor woord")[1]

    answer = desk.send(to, to, act="propose", paragraph="Past bij jullie.")

    assert answer.status_code == 303
    assert "de gemeente is gevraagd" in desk.follow()


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nl", ("De som", "Nog niet bekend", "Wat dit zou veranderen", "Als alle plaatsen")),
        ("en", ("The sum", "Not yet known", "What would change this", "If all places are taken")),
    ],
)
def test_the_sum_behind_a_score_is_read_to_the_hundredth(pages, host, language, words):
    coach = askers.person(host, "coach", language=language)
    church = call(host, coach, "congregations", "POST", "/congregations", PROFILE).json["id"]
    agency = call(host, coach, "partners", "POST", "/agencies", {"name": "Brugbouwers"}).json["id"]
    path = f"/agencies/{agency}/offerings"
    blank = {key: value for key, value in OFFERING.items() if key != "capacity"}
    offering = call(host, coach, "partners", "POST", path, blank).json["id"]
    host.settle()
    pages.sign_in(coach)
    here = f"/coach/congregations/{church}"
    told = call(host, coach, "partners", "GET", f"/rankings/{church}/offerings/{offering}").json

    assert f"/reasons/{offering}" in pages.open(f"{here}/partners")

    page = pages.open(f"{here}/reasons/{offering}")
    comma = "," if language == "nl" else "."

    assert all(word in page for word in words)
    assert f"{told['score']['mid'] / 100:.2f}".replace(".", comma) in page


def test_a_date_is_planned_moved_and_cancelled(desk, host, coach, ark):
    opened(desk, ark)
    here = f"/coach/congregations/{ark}"
    answer = desk.send(
        f"{here}/sessions/new",
        f"{here}/sessions/new",
        kind="partner_workshop",
        title="",
        on="2027-01-20",
        at="19:30",
        minutes="120",
        place="Kerkzaal",
        agenda="",
        paragraph="",
        label="1",
    )

    assert answer.status_code == 303
    assert "Kerkzaal" in desk.open(here)

    sessions = call(host, coach, "scheduling", "GET", f"/sessions?congregation_id={ark}").json
    one = sessions["items"][0]
    to = f"/coach/sessions/{one['id']}"
    desk.send(
        to,
        to,
        act="change",
        kind="partner_workshop",
        title="",
        on="2027-01-27",
        at="20:00",
        minutes="120",
        place="Kerkzaal",
        agenda="",
        paragraph="",
        label="1",
    )
    moved = call(host, coach, "scheduling", "GET", f"/sessions/{one['id']}").json
    assert moved["local_start"] == "2027-01-27T20:00"
    assert moved["sequence"] == one["sequence"] + 1

    desk.send(to, to, act="cancel", paragraph="")
    gone = call(host, coach, "scheduling", "GET", f"/sessions/{one['id']}").json
    assert gone["state"] == "cancelled"


def test_nine_evenings_are_shown_around_the_holidays_and_planned_in_one_act(desk, host, coach, ark):
    to = f"/coach/congregations/{ark}/runs/new"
    filled = {"first": "2026-12-10", "at": "19:30", "count": "9", "minutes": "150"}
    filled |= {"format": "weekly", "place": "Kerkzaal"}

    shown = desk.send(to, to, act="show", **filled)

    assert shown.status_code == 200
    assert "Feestdagen en vakanties" in shown.text
    assert "Overgeslagen: 24 december 2026" in shown.text

    desk.send(to, to, act="plan", **filled)
    sessions = call(host, coach, "scheduling", "GET", f"/sessions?congregation_id={ark}").json
    assert len(sessions["items"]) == 9


def test_the_evenings_of_a_course_belong_to_the_steps_of_its_track(desk, host, coach, ark):
    opened(desk, ark)
    steps = [step["id"] for step in track_of(host, coach, ark, "kairos")["steps"]]
    to = f"/coach/congregations/{ark}/runs/new"
    filled = {"first": "2026-12-10", "at": "19:30", "count": str(len(steps)), "minutes": "150"}

    desk.send(to, to, act="plan", format="weekly", place="Kerkzaal", **filled)

    sessions = call(host, coach, "scheduling", "GET", f"/sessions?congregation_id={ark}").json
    assert [session["step_id"] for session in sessions["items"]] == steps


def test_evenings_mind_the_school_holidays_of_where_the_congregation_is(desk, host, coach):
    known = {"name": "De Rank", "place": "Breda"}
    rank = call(host, coach, "congregations", "POST", "/congregations", known).json["id"]
    host.settle()
    to = f"/coach/congregations/{rank}/runs/new"
    filled = {"first": "2027-01-07", "at": "19:30", "count": "9", "minutes": "150"}

    shown = desk.send(to, to, act="show", format="weekly", **filled)

    assert "Let op: 18 februari 2027, Voorjaarsvakantie" in shown.text
    assert "25 februari 2027, Voorjaarsvakantie" not in shown.text  # that week is the north's


def test_the_profile_is_kept_in_bands_and_unknown_stays_unknown(desk, host, coach, ark):
    to = f"/congregations/{ark}/profile"
    version = call(host, coach, "congregations", "GET", f"/congregations/{ark}").json["version"]

    answer = desk.send(
        to,
        to,
        version=str(version),
        name="De Ark",
        place="Zwolle",
        **{"gifts-pray": "many", "talents-medical": "few", "passion-theme": "refugees"},
    )

    assert answer.status_code == 303
    kept = call(host, coach, "congregations", "GET", f"/congregations/{ark}").json
    assert kept["gifts"] == {"pray": "many"}
    assert kept["passions"]["theme"] == ["refugees"]
    assert kept["risk_appetite"] is None


def test_an_agency_that_has_not_joined_is_entered_with_its_contact(desk, host):
    answer = desk.send(
        "/coach/agencies/new",
        "/coach/agencies/new",
        name="Verre Buren",
        website="",
        contact_name="Piet",
        contact_email="piet@buren.example",
        contact_language="nl",
    )

    assert answer.status_code == 303
    assert "nog niet aangesloten" in desk.open("/coach/agencies")


def test_a_list_is_shown_first_and_taken_in_after(desk, host, coach):
    rows = b"naam;plaats\nSion;Assen\n;Meppel\n"
    page = desk.open("/coach/list")
    assert "naam" in page

    shown = desk.send("/coach/list", "/coach/list", act="dry", file=(io.BytesIO(rows), "l.csv"))

    assert "Sion" in shown.text
    assert "Meppel" in shown.text or "2" in shown.text
    assert "Sion" not in desk.open("/coach")

    desk.send("/coach/list", "/coach/list", act="apply", file=(io.BytesIO(rows), "l.csv"))

    assert "Sion" in desk.open("/coach")


def test_a_coach_who_does_not_guide_a_congregation_finds_nothing(pages, host, ark):
    pages.sign_in(askers.person(host, "coach", language="nl"))

    for path in ("", "/partners", "/sessions/new", "/runs/new"):
        pages.open(f"/coach/congregations/{ark}{path}", status=404)
    pages.open(f"/congregations/{ark}/profile", status=404)
    pages.open(f"/congregations/{ark}/people", status=404)


def test_a_yes_as_reported_asks_the_agency_and_lets_the_leaders_confirm_it(desk, host, coach, ark):
    askers.person(host, "leader", UUID(ark), language="nl")
    agency = call(host, coach, "partners", "POST", "/agencies", {"name": "Brugbouwers"}).json["id"]
    offering = call(host, coach, "partners", "POST", f"/agencies/{agency}/offerings", OFFERING)
    host.settle()
    body = {"congregation_id": ark, "offering_id": offering.json["id"]}
    match_id = call(host, coach, "partners", "POST", "/matches", body).json["id"]
    host.settle()
    to = f"/coach/matches/{match_id}"
    day = (host.clock.now() - timedelta(days=1)).date().isoformat()

    told = desk.send(
        to, to, act="answer", answer="yes", body="elders", held_on=day, by_role="leader"
    )

    assert told.status_code == 303
    assert "de organisatie is gevraagd" in desk.follow()
    path = f"/congregations/{ark}/journey"
    decision = call(host, coach, "congregations", "GET", path).json["decisions"][0]
    assert (decision["about"], decision["state"]) == ("match", "reported")
