from uuid import UUID

import pytest

from shared.clock import new_id
from shared.contracts.congregations import CoachAssigned, CoachUnassigned, TrackChanged
from tests import askers


def ranking(network, more="", congregation=None):
    path = f"GET /rankings/{congregation or network.congregation_id}{more}"
    return network.call(network.coach, path).json


def agency(network, name):
    entered = network.call(network.coach, "POST /agencies", {"name": name}).json
    network.settle()
    return askers.person(network.host, "agency_staff", UUID(entered["id"]))


def test_the_coach_reads_three_partners_in_sentences_in_both_languages(network):
    network.offering(ref="1")
    network.offering(ref="2")
    for name in ("Andere Oever", "Stille Bron", "Open Deur"):
        staff = agency(network, name)
        content = {"title_nl": name, "kind": "visit", "state": "open"}
        network.call(staff, f"POST /agencies/{staff.organisation_id}/offerings", content)

    dutch, english = (ranking(network, f"?language={code}") for code in ("nl", "en"))

    assert len({each["agency_name"] for each in dutch["ranked"]}) == 3
    first = dutch["ranked"][0]
    assert first["agency_name"] == "Brug naar Buren"
    assert "De gemeente heeft de mensen in huis" in " ".join(first["sentences"]["why"])
    assert "The congregation has the very people" in str(english["ranked"][0]["sentences"]["why"])
    assert all(each["sentences"][part] for each in dutch["ranked"] for part in first["sentences"])


def test_the_figures_of_the_criteria_add_up_to_the_score(network):
    network.offering()

    ranked = ranking(network)["ranked"][0]

    for figure, whole in (("points", "mid"), ("low", "low"), ("high", "high")):
        assert sum(part[figure] for part in ranked["contributions"]) == ranked[whole]


def test_what_cannot_be_is_listed_apart_with_its_reason(network):
    network.offering(title_nl="Te duur", cost_band="over_2500")

    found = ranking(network)

    assert found["ranked"] == []
    assert found["excluded"][0]["title"] == "Te duur"
    assert "gaan boven wat de gemeente te besteden heeft" in found["excluded"][0]["reasons"][0]


def test_drafts_and_withdrawn_offerings_are_not_ranked(network):
    network.offering(state="draft")
    gone = network.offering()
    network.call(network.staff, f"POST /offerings/{gone}/states", {"to": "withdrawn"})

    found = ranking(network)

    assert (found["ranked_count"], found["excluded_count"]) == (0, 0)


def test_of_a_congregation_of_which_nothing_is_known_everything_is_asked(network):
    network.offering()
    unknown = new_id()
    network.tell(CoachAssigned(congregation_id=unknown, coach_id=network.coach.id))

    found = ranking(network, congregation=unknown)

    assert found["best_question"]["asked_of"] == "congregation"
    assert len(found["ranked"][0]["sentences"]["to_ask"]) == 3
    assert found["ranked"][0]["low"] < found["ranked"][0]["high"]


def test_how_far_the_journey_is_decides_what_may_begin(network):
    network.offering(earliest_stage="launch")
    track = {"journey_id": new_id(), "congregation_id": network.congregation_id}
    network.tell(TrackChanged(track_id=new_id(), kind="discover", state="running", **track))
    early = ranking(network)
    network.tell(TrackChanged(track_id=new_id(), kind="launch", state="running", **track))

    later = ranking(network)

    assert (early["ranked_count"], early["excluded_count"]) == (0, 1)
    assert (later["ranked_count"], later["excluded_count"]) == (1, 0)


def test_who_no_longer_guides_a_congregation_no_longer_ranks_for_it(network):
    network.tell(
        CoachUnassigned(congregation_id=network.congregation_id, coach_id=network.coach.id)
    )

    gone = network.call(network.coach, f"GET /rankings/{network.congregation_id}")

    assert gone.status_code == 404


def test_what_was_already_proposed_says_so_in_the_ranking(network):
    match = network.proposed(network.offering())

    assert ranking(network)["ranked"][0]["match"] == {"id": match, "state": "asked_congregation"}


@pytest.mark.parametrize("wrong", ["?limit=0", "?limit=many", "?language=de", "?sort=size"])
def test_a_wrong_question_names_the_field(network, wrong):
    refused = network.call(network.coach, f"GET /rankings/{network.congregation_id}{wrong}")

    assert refused.status_code == 422
    assert list(refused.json["fields"]) == [wrong[1:].split("=")[0]]


def test_a_congregation_that_chose_so_is_named_on_the_card_and_no_other(network):
    offering = network.offering()
    content = {"name": "De Ark", "place": "Zeist", "named_to_agencies": True}
    made = askers.call(
        network.host, network.coach, "congregations", "POST", "/congregations", content
    ).json
    network.settle()
    named, unnamed = (
        network.call(
            network.coach, f"GET /match-cards?congregation_id={one}&offering_id={offering}"
        ).json
        for one in (made["id"], network.congregation_id)
    )

    assert named["card"]["nl"].startswith("Het gaat om De Ark, Zeist.")
    assert (named["named"], unnamed["named"]) == (True, False)
    assert "Het gaat om" not in unnamed["card"]["nl"]


def explained(network, offering, language="nl"):
    path = f"/rankings/{network.congregation_id}/offerings/{offering}?language={language}"
    return network.call(network.coach, f"GET {path}")


def test_the_explanation_of_an_offering_adds_up_and_says_what_would_change_it(network):
    offering = network.offering()
    dutch, english = (explained(network, offering, code).json for code in ("nl", "en"))
    score = ranking(network)["ranked"][0]["mid"]

    for told in (dutch, english):
        assert told["score"]["mid"] == score == sum(part["points"] for part in told["parts"])
        assert (told["place"], told["of"]) == (1, 1)
        assert told["changes"]["effect"] == "drops"
    assert all(each.startswith("Als ") for each in dutch["changes"]["sentences"])
    assert all(each.startswith("If ") for each in english["changes"]["sentences"])


def test_an_offering_that_cannot_be_is_explained_without_a_score(network):
    told = explained(network, network.offering(cost_band="over_2500")).json

    assert (told["score"], told["place"], told["parts"]) == (None, None, [])
    assert told["excluded"]
    assert told["changes"]["effect"] == "lifts"
    assert told["changes"]["sentences"] == ["Als de gemeente dit kan betalen."]


def test_what_is_not_open_is_not_explained(network):
    gone = network.offering()
    network.call(network.staff, f"POST /offerings/{gone}/states", {"to": "withdrawn"})

    assert explained(network, gone).status_code == 404
    assert explained(network, new_id()).status_code == 404
