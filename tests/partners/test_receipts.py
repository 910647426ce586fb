import json
import re
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update

from services.partners.matching import Policy, freezing, receipts
from services.partners.matching.policy import Weight, published_weights
from services.partners.model import RankingReceipt, RankingRun
from services.partners.sentences.reasons import REASONS
from services.partners.sentences.receipts import tell_parts
from shared.clock import new_id
from shared.contracts.identity import MembershipStarted
from tests import askers
from tests.partners.matching_cases import (
    FACETS_TO_FORGET,
    FACTS_TO_FORGET,
    congregation,
    congregations,
    forgetting,
    offering,
    offerings,
)
from tests.partners.test_rankings import agency, ranking

SALT = b"s" * 32
REASON = "De gemeente kent dit werk al jaren."


def forgetful(known, names):
    forgotten = st.frozensets(st.sampled_from(names))
    return st.builds(forgetting, known, forgotten)


churches = forgetful(congregations, FACETS_TO_FORGET)
lists = st.lists(
    forgetful(offerings, FACTS_TO_FORGET), max_size=8, unique_by=lambda one: one.offering_id
)


def old_policy() -> Policy:
    weights = published_weights()
    moved = {**weights, "themes": Weight(400, 200), "places": Weight(1000, 200)}
    return Policy(version="2025-9", weights=moved, exposure_lambda=40, same_region_share=30)


@settings(max_examples=60, deadline=None)
@given(churches, lists, st.sampled_from((Policy(), old_policy())), st.randoms())
def test_receipts_replay_to_the_same_bytes_whatever_the_order_of_the_input(
    church, offered, policy, chance
):
    inputs = receipts.freeze(church, offered, policy=policy, salt=SALT)
    chance.shuffle(offered)
    again = receipts.freeze(church, offered, policy=policy, salt=SALT)

    written = {
        each.offering_id: receipts.receipt(each, place, inputs)
        for place, each in receipts.receivers(receipts.ranked(inputs))
    }

    assert again == inputs
    for offering_id, body in written.items():
        assert receipts.replay(again, offering_id) == body
        assert json.loads(body)["policy"] == policy.version


@settings(max_examples=60, deadline=None)
@given(churches, lists, st.sampled_from((Policy(), old_policy())))
def test_what_is_frozen_reads_back_as_it_was(church, offered, policy):
    ordered = sorted(offered, key=lambda one: one.offering_id)

    assert freezing.thaw_facets(freezing.freeze_facets(church)) == church
    assert freezing.thaw_offerings(freezing.freeze_offerings(offered)) == ordered
    assert freezing.thaw_policy(freezing.freeze_policy(policy)) == policy


@settings(max_examples=60, deadline=None)
@given(churches, lists)
def test_the_parts_of_a_receipt_add_up_and_hold_whole_numbers_only(church, offered):
    inputs = receipts.freeze(church, offered, policy=Policy(), salt=SALT)

    for place, each in receipts.receivers(receipts.ranked(inputs)):
        body = receipts.receipt(each, place, inputs)
        content = json.loads(body, parse_float=pytest.fail)
        for part, whole in (("points", "mid"), ("low", "low"), ("high", "high")):
            sums = sum(one[part] for one in content["contributions"])
            assert sums == content["score"][whole]
        assert church.congregation_id.encode() not in body


@settings(max_examples=60, deadline=None)
@given(churches, lists)
def test_a_receipt_names_nothing_of_another_offering(church, offered):
    named = [replace(one, offering_id=f"offering-{n}-") for n, one in enumerate(offered)]
    inputs = receipts.freeze(church, named, policy=Policy(), salt=SALT)

    for place, each in receipts.receivers(receipts.ranked(inputs)):
        body = receipts.receipt(each, place, inputs).decode()
        assert set(re.findall(r"offering-\d+-", body)) == {each.offering_id}
        assert each.agency_id not in body


def test_two_agencies_cannot_tell_that_their_receipts_are_of_one_list():
    offered = [offering(offering_id=str(n), agency_id=f"a-{n}") for n in range(6)]
    salts = (SALT, b"t" * 32)
    found = [receipts.freeze(congregation(), offered, policy=Policy(), salt=salt) for salt in salts]

    marks = [
        json.loads(receipts.receipt(each, place, inputs))["input"]
        for inputs in found
        for place, each in receipts.receivers(receipts.ranked(inputs))
    ]

    assert len(marks) == 12
    assert len(set(marks)) == len(marks)


def test_a_long_list_gives_the_first_twenty_and_the_best_of_every_other_agency_a_receipt():
    offered = [
        offering(offering_id=f"{n:02}", agency_id=f"a-{n % 2 if n < 38 else n}") for n in range(40)
    ]
    inputs = receipts.freeze(congregation(), offered, policy=Policy(), salt=SALT)

    found = list(receipts.receivers(receipts.ranked(inputs)))

    assert [place for place, _ in found][:20] == list(range(1, 21))
    assert len(found) <= 22
    assert {each.agency_id for _, each in found} == {each.agency_id for each in offered}


@pytest.mark.parametrize(
    ("place", "band"),
    [(1, "first_5"), (5, "first_5"), (6, "first_20"), (20, "first_20"), (21, "below")],
)
def test_of_a_place_only_the_part_of_the_list_is_told(place, band):
    assert receipts.band_of(place) == band


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_reason_is_told_without_a_list_of_what_the_congregation_has(language):
    names = {reason.split(".")[0] for reason in REASONS}
    parts = [{"criterion": reason.split(".")[0], "reason": reason} for reason in REASONS]
    parts += [{"criterion": name, "reason": f"{name}.unknown"} for name in names - {"balance"}]

    for said in tell_parts(parts, language=language):
        assert said.name
        assert re.fullmatch(r"[^{}()]+[.]", said.sentence)


def month_by_month(network, months=3):
    """Let the clock go on as far as the job that opens receipts would."""
    for _ in range(months):
        network.host.clock.advance(timedelta(days=31))
        network.settle()


def proposed_to(network, count, capacity=20):
    """Propose one offering to so many congregations; each withdraws, so that more may follow."""
    offered = network.offering(capacity=capacity)
    for _ in range(count):
        church, leader = network.congregation()
        match = network.proposed(offered, church)
        assert network.no(leader, match, "Nu niet").status_code == 201
    return offered


def listed(network, who=None):
    return network.call(who or network.staff, "GET /receipts").json["items"]


def stored(network):
    with network.host.tools["partners"].db.read() as db:
        return list(db.scalars(select(RankingReceipt.id).order_by(RankingReceipt.id)))


def test_receipts_are_opened_after_every_ask_of_their_time_has_ended(network):
    proposed_to(network, 5)
    network.host.clock.advance(timedelta(days=27))
    network.settle()
    early = listed(network)
    month_by_month(network, 2)

    assert early == []
    assert len(listed(network)) == 5


def test_receipts_of_fewer_than_five_congregations_stay_closed(network):
    proposed_to(network, 4)
    month_by_month(network)

    assert listed(network) == []
    assert len(stored(network)) == 4


def test_every_ranked_agency_gets_receipts_also_of_what_was_proposed_of_another(network):
    other = agency(network, "Andere Oever")
    content = {"title_nl": "Taalles", "kind": "visit", "state": "open"}
    network.call(other, f"POST /agencies/{other.organisation_id}/offerings", content)
    proposed_to(network, 5)
    month_by_month(network)

    mine, theirs = listed(network), listed(network, other)

    assert len(mine) == len(theirs) == 5
    assert {one["offering"]["title_nl"] for one in theirs} == {"Taalles"}
    assert not {one["id"] for one in mine} & {one["id"] for one in theirs}


def test_an_agency_learns_nothing_of_others_nor_who_the_congregation_is(network):
    other = agency(network, "Andere Oever")
    content = {"title_nl": "Taalles", "kind": "visit", "state": "open"}
    theirs = network.call(other, f"POST /agencies/{other.organisation_id}/offerings", content).json
    offered = proposed_to(network, 5)
    month_by_month(network)

    found = network.call(network.staff, f"GET /receipts/{listed(network)[0]['id']}")
    of_another = listed(network, other)[0]["id"]

    assert sha256(found.json["body"].encode()).hexdigest() == found.json["digest"]
    assert offered in found.text
    with network.host.tools["partners"].db.read() as db:
        runs = list(db.scalars(select(RankingRun)))
    hidden = {str(run.congregation_id) for run in runs} | {str(run.id) for run in runs}
    for secret in hidden | {theirs["id"], "Andere Oever", str(network.coach.id), "NL-UT", "params"}:
        assert secret not in found.text
    assert network.call(network.staff, f"GET /receipts/{of_another}").status_code == 404
    assert network.call(network.staff, f"GET /receipts/{of_another}/replay").status_code == 404


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nl", ("Uw aanbod stond bij de eerste vijf.", "Talenten", "Er is nog plaats.")),
        ("en", ("Your offering was in the first five.", "Talents", "There is still room.")),
    ],
)
def test_a_receipt_is_told_in_sentences(network, language, words):
    proposed_to(network, 5)
    month_by_month(network)

    path = f"GET /receipts/{listed(network)[0]['id']}?language={language}"
    found = network.call(network.staff, path).json

    said = found["sentences"] + [part["name"] for part in found["parts"]]
    said += [part["sentence"] for part in found["parts"]]
    for each in words:
        assert each in said


def test_agency_coach_and_operator_see_that_a_receipt_replays_to_the_same_bytes(network):
    offered = proposed_to(network, 5)
    month_by_month(network)
    # what is known and offered today plays no part in it
    network.call(network.staff, f"PATCH /offerings/{offered}", {"capacity": 9, "themes": []})
    operator = askers.person(network.host, "operator")

    for who in (network.staff, network.coach, operator):
        for each in listed(network):
            found = network.call(who, f"GET /receipts/{each['id']}/replay").json
            assert (found["same"], found["digest"]) == (True, each["digest"])
            assert (found["replayed"], found["differing"]) == (each["digest"], [])


def test_a_receipt_that_was_tampered_with_is_found_out(network):
    proposed_to(network, 5)
    month_by_month(network)
    changed = listed(network)[0]["id"]
    with network.host.tools["partners"].db.write() as db:
        found = db.scalars(select(RankingReceipt)).all()
        for receipt in found:
            receipt.body = receipt.body.replace('"band":"first_5"', '"band":"below"')
            receipt.digest = sha256(receipt.body.encode()).hexdigest()

    told = network.call(network.staff, f"GET /receipts/{changed}/replay").json

    assert (told["same"], told["differing"]) == (False, ["band"])


def test_of_a_forgotten_congregation_nothing_is_left_to_replay(network):
    proposed_to(network, 5)
    month_by_month(network)
    with network.host.tools["partners"].db.write() as db:
        db.execute(update(RankingRun).values(facets=None))

    refused = network.call(network.staff, f"GET /receipts/{listed(network)[0]['id']}/replay")

    assert refused.status_code == 409


def test_a_coach_who_does_not_guide_the_congregation_replays_nothing(network):
    network.proposed(network.offering())
    other = askers.person(network.host, "coach")

    refused = network.call(other, f"GET /receipts/{stored(network)[0]}/replay")

    assert refused.status_code == 404


def four_partners(network):
    """Four agencies, the last of which suits least; returns its offering."""
    network.offering()
    for name in ("Andere Oever", "Stille Bron", "Open Deur"):
        staff = agency(network, name)
        content = {"title_nl": name, "kind": "visit", "state": "open", "themes": ["refugees"]}
        network.call(staff, f"POST /agencies/{staff.organisation_id}/offerings", content)
    everything = ranking(network, "?limit=10")["ranked"]
    assert len(everything) == 4
    return everything[3]["offering"]["id"]


def test_what_is_not_among_the_first_three_is_proposed_with_a_reason_only(network):
    fourth = four_partners(network)
    wish = {"congregation_id": str(network.congregation_id), "offering_id": fourth}

    refused = network.call(network.coach, "POST /matches", wish)
    taken = network.call(network.coach, "POST /matches", {**wish, "override_reason": REASON})

    assert (refused.status_code, list(refused.json["fields"])) == (422, ["override_reason"])
    assert taken.status_code == 201
    assert REASON not in taken.text
    figures = network.call(network.coach, "GET /ranking-overrides").json["together"]
    assert figures == {
        "proposals": 1,
        "otherwise": 1,
        "set_aside": 0,
        "for_own_agency": 0,
        "otherwise_for_own_agency": 0,
    }


def test_what_the_ranking_left_out_is_proposed_with_a_reason_only(network):
    left_out = network.offering(cost_band="over_2500")
    wish = {"congregation_id": str(network.congregation_id), "offering_id": left_out}

    refused = network.call(network.coach, "POST /matches", wish)
    taken = network.call(network.coach, "POST /matches", {**wish, "override_reason": REASON})

    assert (refused.status_code, taken.status_code) == (422, 201)
    with network.host.tools["partners"].db.read() as db:
        assert db.scalars(select(RankingRun)).one().place is None
    assert stored(network) == []


def set_aside(network, offered, **more):
    content = {"offering_id": offered, "reason": REASON, **more}
    path = f"POST /rankings/{network.congregation_id}/set-aside"
    return network.call(network.coach, path, content)


def test_what_is_set_aside_makes_room_for_the_next_and_says_why(network):
    fourth = four_partners(network)
    first = ranking(network)["ranked"][0]["offering"]["id"]

    done = set_aside(network, first)
    found = ranking(network)

    assert (done.status_code, done.json["place"]) == (201, 1)
    ids = [each["offering"]["id"] for each in found["ranked"]]
    assert first not in ids
    assert fourth in ids
    assert found["set_aside"][0]["reason"] == REASON
    assert found["choices"]["set_aside"] == 1
    assert set_aside(network, first).status_code == 409


def test_what_was_set_aside_comes_back_by_proposing_it_with_a_reason(network):
    offered = network.offering()
    set_aside(network, offered)
    wish = {"congregation_id": str(network.congregation_id), "offering_id": offered}

    refused = network.call(network.coach, "POST /matches", wish)
    network.proposed(offered, override_reason=REASON)

    assert refused.status_code == 422
    assert ranking(network)["set_aside"] == []


def test_setting_aside_wants_a_reason_and_something_that_is_in_the_ranking(network):
    offered, left_out = network.offering(), network.offering(cost_band="over_2500")

    assert set_aside(network, offered, reason=" ").status_code == 422
    assert set_aside(network, left_out).status_code == 409
    assert set_aside(network, str(new_id())).status_code == 404
    assert stored(network) == []


def test_choices_for_a_coachs_own_agency_are_counted_and_shown_to_the_operator(network):
    fourth = four_partners(network)
    employed = network.call(network.coach, f"GET /offerings/{fourth}").json["agency_id"]
    network.tell(
        MembershipStarted(
            membership_id=new_id(),
            person_id=network.coach.id,
            organisation_id=UUID(employed),
            organisation_kind="agency",
            role="coach",
        )
    )
    network.proposed(fourth, override_reason=REASON)
    other = askers.person(network.host, "coach")

    operator = askers.person(network.host, "operator")
    everybody = network.call(operator, "GET /ranking-overrides").json
    others = network.call(other, "GET /ranking-overrides").json

    assert everybody["together"]["otherwise_for_own_agency"] == 1
    assert [each["coach_id"] for each in everybody["coaches"]] == [str(network.coach.id)]
    assert others["coaches"] == []
    assert set(others["together"].values()) == {0}
