import pytest

from shared.clock import new_id
from tests import askers

CRITERIA = [
    {"name": "Samen optrekken, niet alleen geven", "weight": 3},
    {"name": "Past bij onze taalgroep", "weight": 1},
]
CHOSEN = {
    "outcome": "chosen",
    "reason": "Zij vroegen naar ons.",
    "body": "church_council",
    "held_on": "2026-11-20",
}


@pytest.fixture
def shortlist(network):
    content = {
        "congregation_id": str(network.congregation_id),
        "title": "Met wie gaan wij verder?",
        "criteria": CRITERIA,
    }
    made = network.call(network.leader, "POST /shortlists", content)
    assert made.status_code == 201, made.json
    return made.json


def add(network, shortlist, who=None, **content):
    path = f"POST /shortlists/{shortlist['id']}/candidates"
    return network.call(who or network.leader, path, content)


def people(network, shortlist, name="Vissers aan de kust"):
    made = add(network, shortlist, kind="people_group", name=name)
    assert made.status_code == 201, made.json
    return made.json["candidates"][-1]["id"]


def judge(network, candidate, judgements, who=None):
    path = f"POST /candidates/{candidate}/judgements"
    return network.call(who or network.leader, path, {"judgements": judgements})


def decide(network, who, candidate, **more):
    return network.call(who, f"POST /candidates/{candidate}/outcome", {**CHOSEN, **more})


def read(network, shortlist, who=None):
    return network.call(who or network.leader, f"GET /shortlists/{shortlist['id']}").json


def test_candidates_stand_beside_each_other_by_what_the_congregation_finds_important(
    network, shortlist
):
    first = people(network, shortlist)
    people(network, shortlist, "Studenten in de stad")
    one, two = (criterion["id"] for criterion in shortlist["criteria"])
    judge(network, first, [{"criterion_id": one, "verdict": "good", "note": "Zij kennen ons."}])
    judge(network, first, [{"criterion_id": two, "verdict": "unknown"}])

    found = read(network, shortlist)

    assert [criterion["weight"] for criterion in found["criteria"]] == [3, 1]
    verdicts = {j["criterion_id"]: j["verdict"] for j in found["candidates"][0]["judgements"]}
    assert verdicts == {one: "good", two: "unknown"}
    assert found["candidates"][1]["judgements"] == []
    assert not {"score", "rank", "best"} & found["candidates"][0].keys()


def test_a_judgement_is_written_over_not_doubled(network, shortlist):
    candidate = people(network, shortlist)
    criterion = shortlist["criteria"][0]["id"]
    for verdict in ("poor", "mixed"):
        judge(network, candidate, [{"criterion_id": criterion, "verdict": verdict}])

    judgements = read(network, shortlist)["candidates"][0]["judgements"]

    assert [one["verdict"] for one in judgements] == ["mixed"]


def test_agencies_offerings_matches_and_peoples_can_be_candidates(network, shortlist):
    offering = network.offering()
    match = network.introduced(offering)

    add(network, shortlist, network.coach, kind="agency", agency_id=str(network.agency_id))
    add(network, shortlist, network.coach, kind="offering", offering_id=offering)
    add(network, shortlist, kind="match", match_id=match)
    made = add(network, shortlist, kind="people_group", code="12345", name="Bergvolk")

    names = [one["agency_name"] for one in made.json["candidates"]]
    assert names == ["Brug naar Buren", "Brug naar Buren", "Brug naar Buren", None]
    assert made.json["candidates"][1]["offering_title_nl"] == "Zomerweek onder nieuwkomers"


def test_a_leader_does_not_learn_the_agency_of_a_delicate_offering_before_both_said_yes(
    network, shortlist
):
    match = network.proposed(network.offering(label=2))

    made = add(network, shortlist, kind="match", match_id=match)

    assert made.json["candidates"][0]["agency_name"] is None
    theirs = read(network, shortlist, network.coach)
    assert theirs["candidates"][0]["agency_name"] == "Brug naar Buren"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"kind": "agency"}, "agency_id"),
        ({"kind": "agency", "agency_id": str(new_id())}, "agency_id"),
        ({"kind": "offering"}, "offering_id"),
        ({"kind": "match", "match_id": str(new_id())}, "match_id"),
        ({"kind": "people_group"}, "name"),
        ({"kind": "people_group", "code": "nowhere"}, "name"),
        ({"kind": "person", "name": "Jan"}, "kind"),
    ],
)
def test_a_candidate_that_is_not_known_names_the_field(network, shortlist, wrong, field):
    refused = add(network, shortlist, **wrong)

    assert refused.status_code == 422
    assert field in refused.json["fields"]
    assert read(network, shortlist)["candidates"] == []


def test_the_same_candidate_stands_there_once(network, shortlist):
    people(network, shortlist)

    assert (
        add(network, shortlist, kind="people_group", name="Vissers aan de kust").status_code == 409
    )


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"criteria": []}, "criteria"),
        ({"criteria": [{"name": "x"}] * 2}, "criteria"),
        ({"criteria": [{"name": str(n)} for n in range(13)]}, "criteria"),
        ({"criteria": [{"name": "x", "weight": 4}]}, "criteria"),
        ({"criteria": [{"name": "x", "id": str(new_id())}]}, "criteria"),
        ({"title": "x" * 161}, "title"),
        ({"best": 1}, "best"),
    ],
)
def test_a_shortlist_that_cannot_be_names_its_field(network, wrong, field):
    content = {
        "congregation_id": str(network.congregation_id),
        "title": "Lijst",
        "criteria": CRITERIA,
        **wrong,
    }

    refused = network.call(network.leader, "POST /shortlists", content)

    assert refused.status_code == 422
    assert any(name.split(".")[0] == field for name in refused.json["fields"])


def test_criteria_change_and_what_was_judged_by_those_that_stay_is_kept(network, shortlist):
    candidate = people(network, shortlist)
    one, two = (criterion["id"] for criterion in shortlist["criteria"])
    both = [{"criterion_id": each, "verdict": "good"} for each in (one, two)]
    judge(network, candidate, both)
    wanted = [{"id": two, "name": "Taal", "weight": 2}, {"name": "Kosten", "weight": 1}]
    change = {"version": 1, "criteria": wanted}
    path = f"PATCH /shortlists/{shortlist['id']}"

    changed = network.call(network.leader, path, change)

    assert [criterion["name"] for criterion in changed.json["criteria"]] == ["Taal", "Kosten"]
    kept = changed.json["candidates"][0]["judgements"]
    assert [judgement["criterion_id"] for judgement in kept] == [two]
    assert network.call(network.leader, path, change).status_code == 409


def test_a_judgement_by_a_foreign_criterion_is_refused(network, shortlist):
    candidate = people(network, shortlist)

    refused = judge(network, candidate, [{"criterion_id": str(new_id()), "verdict": "good"}])

    assert refused.status_code == 422


def test_what_was_chosen_is_kept_with_body_day_reason_and_evidence(network, shortlist):
    candidate = people(network, shortlist)

    done = decide(network, network.leader, candidate, evidence=["claim-9"])

    found = done.json["candidates"][0]
    assert (found["outcome"], found["body"], found["evidence"]) == (
        *("chosen", "church_council", ["claim-9"]),
    )
    assert found["decided_by"] == str(network.leader.id)
    again = decide(network, network.leader, candidate, outcome="not_chosen")
    assert again.status_code == 409
    dropped = network.call(network.leader, f"DELETE /candidates/{candidate}")
    assert dropped.status_code == 409
    back = decide(network, network.leader, candidate, outcome="open", reason="Verkeerde regel")
    assert back.json["candidates"][0]["outcome"] is None
    assert network.call(network.leader, f"DELETE /candidates/{candidate}").status_code == 200


def test_choosing_is_the_congregations_a_coach_passes_it_on_and_a_working_group_prepares(
    network, shortlist
):
    candidate = people(network, shortlist)
    member = askers.person(network.host, "working_group", network.congregation_id)
    askers.also(network.host, member, "leader", new_id())

    assert decide(network, member, candidate).status_code == 403
    assert decide(network, network.coach, candidate).status_code == 422
    told = decide(network, network.coach, candidate, as_reported={"by_role": "leader"})
    assert told.json["candidates"][0]["reported_by_role"] == "leader"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"body": None}, "body"),
        ({"held_on": None}, "held_on"),
        ({"held_on": "2027-11-01"}, "held_on"),
        ({"reason": ""}, "reason"),
        ({"outcome": "best"}, "outcome"),
    ],
)
def test_a_choice_that_is_not_whole_names_the_field(network, shortlist, wrong, field):
    candidate = people(network, shortlist)

    refused = decide(network, network.leader, candidate, **wrong)

    assert refused.status_code == 422
    assert field in refused.json["fields"]


def test_nobody_outside_the_congregation_learns_of_its_shortlist(network, shortlist):
    candidate = people(network, shortlist)
    network.introduced(network.offering())
    _other, stranger = network.congregation()
    coach = askers.person(network.host, "coach")
    verdict = [{"criterion_id": shortlist["criteria"][0]["id"], "verdict": "good"}]
    overview = f"GET /partnering/{network.congregation_id}"

    for who in (stranger, coach):
        assert network.call(who, f"GET /shortlists/{shortlist['id']}").status_code == 404
        assert judge(network, candidate, verdict, who).status_code == 404
        assert network.call(who, f"DELETE /candidates/{candidate}").status_code == 404
        assert network.call(who, overview).status_code == 404
    for route in (f"GET /shortlists/{shortlist['id']}", overview):
        assert network.call(network.staff, route).status_code == 403


def test_one_call_tells_all_of_a_congregations_partnering(network, shortlist):
    match = network.introduced(network.offering())
    visit = {"congregation_id": str(network.congregation_id), "kind": "agency", "title": "Kijken"}
    network.call(network.leader, "POST /visits", {**visit, "match_id": match})
    network.call(network.leader, "POST /agreements", {"match_id": match})

    found = network.call(network.coach, f"GET /partnering/{network.congregation_id}").json

    assert found["relations"] == ["guides"]
    numbers = [len(found[name]) for name in ("shortlists", "visits", "agreements", "matches")]
    assert numbers == [1, 1, 1, 1]
