"""Rounds, findings and commitments over HTTP: who may, what is refused, and what nobody learns."""

import threading
from uuid import UUID

import pytest
from sqlalchemy import select, text

from services.congregations.actions import discovery
from services.congregations.actions.discovery import Answers
from services.congregations.instruments import instruments, newest, thaw
from services.congregations.model import RaterForm, RaterLink, RaterNote, Round
from shared.clock import new_id
from shared.errors import Conflict

ITEMS = [item.code for area in newest().areas for item in area.items]


def begin(church, moment="t0"):
    return church.ok(church.coach, "POST", f"{church.path}/rounds", {"moment": moment})["id"]


def links(church, round_id, role="members", count=1):
    wish = {"role": role, "count": count}
    return church.ok(church.leader, "POST", f"/rounds/{round_id}/links", wish)["items"]


def answer(church, token, level=3, **more):
    body = {"token": token, "levels": dict.fromkeys(ITEMS, level)} | more
    return church.call(None, "POST", "/rating/answers", body)


def filled(church, round_id, **levels):
    for role, given in levels.items():
        made = links(church, round_id, role, len(given))
        for link, level in zip(made, given, strict=True):
            assert answer(church, link["token"], level).status_code == 204


def close(church, round_id, who=None, **more):
    return church.call(who or church.leader, "POST", f"/rounds/{round_id}/closing", more)


def rows(church, statement):
    with church.host.tools["congregations"].db.read() as db:
        return list(db.scalars(statement))


# --- the questions ---


def test_every_question_has_both_languages_and_every_area_six_levels():
    for one in instruments().values():
        for area in one.areas:
            assert len(area.levels_nl) == len(area.levels_en) == 6
            assert len(set(area.levels_nl)) == len(set(area.levels_en)) == 6
            assert 2 <= len(area.items) <= 3
            for item in area.items:
                assert item.text_nl
                assert item.text_en != item.text_nl


def test_a_round_keeps_the_questions_as_they_were(church):
    round_id = begin(church)
    (kept,) = rows(church, select(Round.questions))

    assert thaw(kept) == newest()
    shown = church.ok(church.working_group, "GET", f"/rounds/{round_id}")["questions"]
    assert shown["reference"] == newest().reference
    assert [area["code"] for area in shown["areas"]] == [area.code for area in newest().areas]


# --- who and when ---


def test_coach_and_leader_begin_and_close_and_the_working_group_does_neither(church):
    wish = {"moment": "t0"}
    refused = church.call(church.working_group, "POST", f"{church.path}/rounds", wish)
    begun = church.ok(church.leader, "POST", f"{church.path}/rounds", wish)["id"]

    assert refused.status_code == 403
    assert close(church, begun, church.working_group, without_figures=True).status_code == 403
    assert close(church, begun, church.coach, without_figures=True).status_code == 200


@pytest.mark.parametrize("who", ["other_coach", "other_leader", "operator"])
def test_strangers_find_no_round_and_no_outcome(church, who):
    round_id = begin(church)
    filled(church, round_id, council=[1, 2, 3, 4, 5])
    assert close(church, round_id).status_code == 200
    stranger = getattr(church, who)

    assert church.call(stranger, "GET", f"/rounds/{round_id}").status_code in (403, 404)
    assert church.call(stranger, "GET", f"{church.path}/discovery").status_code in (403, 404)
    nothing = church.call(stranger, "GET", f"/rounds/{new_id()}")
    hidden = church.call(stranger, "GET", f"/rounds/{round_id}")
    assert nothing.get_json() == hidden.get_json()


def test_one_round_is_open_at_a_time(church):
    begin(church)
    again = church.call(church.coach, "POST", f"{church.path}/rounds", {"moment": "other"})

    assert again.status_code == 409


def test_a_beginning_that_gave_figures_is_not_measured_twice(church):
    first = begin(church)
    assert close(church, first, without_figures=True).status_code == 200
    second = begin(church)
    filled(church, second, council=[1, 2, 3, 4, 5])
    assert close(church, second).status_code == 200
    third = church.call(church.coach, "POST", f"{church.path}/rounds", {"moment": "t0"})

    assert third.status_code == 409


def test_a_later_round_without_a_beginning_says_that_it_compares_with_nothing(church):
    round_id = begin(church, "m6")

    assert not church.ok(church.coach, "GET", f"/rounds/{round_id}")["round"]["comparable"]


# --- closing ---


def test_nothing_of_an_open_round_is_told_to_anybody(church):
    round_id = begin(church)
    filled(church, round_id, council=[0, 0, 0, 0, 0])
    for who in (church.coach, church.leader, church.working_group):
        told = church.ok(who, "GET", f"/rounds/{round_id}")
        assert (told["results"], told["notes"]) == (None, [])


def test_a_closed_round_stays_closed_and_its_forms_are_gone(church):
    round_id = begin(church)
    (unused,) = links(church, round_id)
    filled(church, round_id, council=[1, 2, 3, 4, 5], youth=[5, 5])
    closed = close(church, round_id)
    told = church.ok(church.coach, "GET", f"/rounds/{round_id}")

    assert closed.status_code == 200
    assert rows(church, select(RaterForm)) == []
    assert close(church, round_id).status_code == 409
    assert answer(church, unused["token"]).status_code == 409
    form = {"role": "youth", "levels": {ITEMS[0]: 1}}
    assert church.call(church.coach, "POST", f"/rounds/{round_id}/forms", form).status_code == 409
    wish = {"role": "youth", "count": 1}
    assert church.call(church.coach, "POST", f"/rounds/{round_id}/links", wish).status_code == 409
    assert church.ok(church.coach, "GET", f"/rounds/{round_id}") == told


def test_two_youths_beside_five_councillors_are_not_told_apart(church):
    round_id = begin(church)
    filled(church, round_id, council=[1, 1, 1, 1, 1], youth=[5, 5])
    assert close(church, round_id).status_code == 200
    results = church.ok(church.leader, "GET", f"/rounds/{round_id}")["results"]

    assert (results["answers"], results["groups"]) == (7, [])
    assert {tuple(area["by_group"]) for area in results["areas"]} == {()}


def test_closing_with_too_few_asks_whether_it_is_meant_and_then_keeps_nothing(church):
    round_id = begin(church)
    made = links(church, round_id, count=4)
    for link in made:
        assert answer(church, link["token"], note="Alleen ik dacht dit").status_code == 204
    doubted = close(church, round_id)
    meant = close(church, round_id, without_figures=True)
    told = church.call(church.coach, "GET", f"/rounds/{round_id}")

    assert doubted.status_code == 409
    assert "Fewer than five" in doubted.get_json()["detail"]
    assert meant.status_code == 200
    assert told.get_json()["results"]["has_figures"] is False
    assert told.get_json()["participation"]["answered"] is None
    assert "Alleen ik dacht dit" not in told.text
    assert rows(church, select(RaterNote)) == []


def test_closing_is_told_with_ids_and_codes_only(church):
    round_id = begin(church)
    filled(church, round_id, council=[1, 2, 3, 4, 5])
    assert close(church, round_id).status_code == 200

    assert church.events()[-1] == "round.closed.v1"
    assert church.last_event("round.closed") == {
        "round_id": round_id,
        "congregation_id": str(church.id),
        "moment": "t0",
    }


# --- raters ---


def test_a_link_answers_once_by_its_address_or_its_code(church):
    round_id = begin(church)
    by_token, by_code = links(church, round_id, count=2)
    typed = by_code["code"].lower().replace("-", " ")
    first = [answer(church, by_token["token"]), answer(church, typed)]
    again = [
        answer(church, by_token["token"]),
        answer(church, by_token["code"]),
        answer(church, by_code["token"]),
    ]

    assert [one.status_code for one in first] == [204, 204]
    assert [one.status_code for one in again] == [409, 409, 409]
    assert "used already" in again[0].get_json()["detail"]
    assert len(rows(church, select(RaterForm))) == 2


def test_looking_at_the_questions_uses_nothing_up(church):
    (link,) = links(church, begin(church))
    looked = [
        church.call(None, "POST", "/rating/questions", {"token": link["token"]}) for _ in range(3)
    ]

    assert [one.status_code for one in looked] == [200, 200, 200]
    assert looked[0].get_json()["congregation"] == {"name": "De Brug", "place": "Ede"}
    assert answer(church, link["token"]).status_code == 204


@pytest.mark.parametrize("guess", ["x", "A" * 22, "2222-2222-2222", "' OR 1=1 --", "%", "_" * 22])
def test_a_guess_learns_nothing(church, guess):
    begin(church)
    asked = church.call(None, "POST", "/rating/questions", {"token": guess})

    assert asked.status_code == 404
    assert answer(church, guess).status_code == 404
    assert "De Brug" not in asked.text


def test_secrets_of_links_are_nowhere_in_the_database(church):
    round_id = begin(church)
    made = links(church, round_id, count=3)
    assert answer(church, made[0]["token"]).status_code == 204
    kept = []
    for tools in church.host.tools.values():
        with tools.db.read() as db:
            names = db.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'"))
            for (name,) in names.all():
                kept += [str(row) for row in db.execute(text(f'SELECT * FROM "{name}"'))]
    whole = "\n".join(kept)

    for link in made:
        assert link["token"] not in whole
        assert link["code"] not in whole
        assert link["code"].replace("-", "") not in whole


def test_a_form_leads_to_no_link_no_time_and_no_order(church):
    round_id = begin(church)
    filled(church, round_id, council=[0, 1, 2, 3, 4, 5, 0, 1, 2, 3])
    columns = {"id", "round_id", "role", "levels"}
    with church.host.tools["congregations"].db.read() as db:
        forms = db.execute(text("SELECT * FROM rater_form")).mappings().all()
        laid = [next(iter(eval(one["levels"]).values())) for one in forms]
        acts = list(db.scalars(text("SELECT act FROM audit")))
        order = [row[0] for row in db.execute(text("SELECT id FROM rater_form"))]

    assert set(forms[0]) == columns
    assert set(RaterLink.__table__.c.keys()) == {
        "token_hash",
        "code_hash",
        "round_id",
        "role",
        "used",
    }
    # kept by ids that were drawn by lot, so the order of coming is gone
    assert order == sorted(order)
    assert {UUID(str(one)).version for one in order} == {4}
    assert sorted(laid) == [0, 0, 1, 1, 2, 2, 3, 3, 4, 5]
    assert not [act for act in acts if "rating" in act]


def test_of_two_answers_at_once_one_counts_and_the_other_is_told(church):
    (link,) = links(church, begin(church))
    db = church.host.tools["congregations"].db
    given, ended, gate = Answers(levels={ITEMS[0]: 3}), [], threading.Barrier(2)

    def send():
        gate.wait()
        try:
            with db.write() as session:
                discovery.answer_once(session, link["token"], given)
            ended.append("kept")
        except Conflict:
            ended.append("told")

    both = [threading.Thread(target=send) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()

    assert sorted(ended) == ["kept", "told"]
    assert len(rows(church, select(RaterForm))) == 1


@pytest.mark.parametrize(
    "levels",
    [
        {},
        {ITEMS[0]: 6},
        {ITEMS[0]: -1},
        {ITEMS[0]: 2.5},
        {ITEMS[0]: "3"},
        {ITEMS[0]: True},
        {"no_question": 3},
        [],
        None,
    ],
)
def test_answers_that_are_none_are_refused_and_the_link_stays_good(church, levels):
    (link,) = links(church, begin(church))
    body = {"token": link["token"], "levels": levels}

    assert church.call(None, "POST", "/rating/answers", body).status_code == 422
    assert answer(church, link["token"]).status_code == 204


def test_a_text_of_a_megabyte_and_one_a_little_too_long_are_refused(church):
    (link,) = links(church, begin(church))

    assert answer(church, link["token"], note="x" * 2**20).status_code == 413
    assert answer(church, link["token"], note="x" * 1001).status_code == 422
    assert answer(church, link["token"], note="x" * 1000).status_code == 204


def test_a_round_has_no_end_of_links_nor_many_at_once(church):
    round_id = begin(church)
    path = f"/rounds/{round_id}/links"
    many = church.call(church.coach, "POST", path, {"role": "youth", "count": 201})
    none = church.call(church.coach, "POST", path, {"role": "youth", "count": 0})
    strange = church.call(church.coach, "POST", path, {"role": "bishop", "count": 1})

    assert [one.status_code for one in (many, none, strange)] == [422, 422, 422]


def test_numbers_of_those_who_took_part_are_bands_while_it_is_open(church):
    round_id = begin(church)
    filled(church, round_id, council=[1, 1, 1, 1, 1], youth=[5, 5])
    told = church.ok(church.coach, "GET", f"/rounds/{round_id}")["participation"]
    by_role = {one["role"]: one for one in told["roles"]}

    # seven in all would give the two away
    assert (told["answered"], told["enough"]) == (None, True)
    assert by_role["council"] == {"role": "council", "links": 5, "answered": 5}
    assert by_role["youth"] == {"role": "youth", "links": 2, "answered": None}


# --- findings ---


def test_the_working_group_writes_gathers_and_follows(church):
    path = f"{church.path}/findings"
    lines = {"kind": "unwritten_rule", "texts": ["Zo doen wij dat", "Eerst de dominee"]}
    made = church.ok(church.working_group, "POST", path, lines)["items"]
    again = church.ok(church.working_group, "POST", path, {**lines, "texts": ["zo doen wij DAT"]})
    theme = {"ids": [one["id"] for one in made], "theme": "Gewoonte"}
    church.ok(church.working_group, "PUT", f"{path}/theme", theme)
    step = {"state": "working", "note": "In de raad besproken", "action_id": action_of(church)}
    changed = church.ok(church.leader, "PATCH", f"/findings/{made[0]['id']}", step)
    stranger = {"action_id": str(new_id())}
    refused = church.call(church.leader, "PATCH", f"/findings/{made[1]['id']}", stranger)

    assert again["items"] == []
    assert (changed["theme"], changed["state"]) == ("Gewoonte", "working")
    (change,) = changed["changes"]
    assert (change["from"], change["to"], change["note"]) == ("open", "working", step["note"])
    assert changed["action_id"] == step["action_id"]
    assert list(refused.get_json()["fields"]) == ["action_id"]


def action_of(church):
    """Return an action of the congregation's own strategy."""
    made = church.ok(church.coach, "POST", f"/journeys/{church.open()['id']}/strategies")
    wish = {"what": "Vrij spreken"}
    goal = church.ok(church.coach, "POST", f"/strategies/{made['id']}/goals", wish)
    action = {"title": "Een avond over zwijgen", "accountable_role": "ouderling"}
    return church.ok(church.coach, "POST", f"/goals/{goal['id']}/actions", action)["id"]


def test_only_unwritten_rules_have_a_state_and_only_own_lines_are_gathered(church):
    path = f"{church.path}/findings"
    lines = {"kind": "strength", "texts": ["Gastvrij"]}
    (one,) = church.ok(church.leader, "POST", path, lines)["items"]
    state = church.call(church.leader, "PATCH", f"/findings/{one['id']}", {"state": "resolved"})
    foreign = {"ids": [str(new_id())], "theme": "Van een ander"}

    assert state.status_code == 422
    assert church.call(church.leader, "PUT", f"{path}/theme", foreign).status_code == 422
    gone = church.call(church.other_leader, "PATCH", f"/findings/{one['id']}", {"theme": "x"})
    assert gone.status_code == 404


def test_a_line_that_is_no_unwritten_rule_any_more_is_not_worked_on(church):
    lines = {"kind": "unwritten_rule", "texts": ["Nooit op dinsdag"]}
    (one,) = church.ok(church.leader, "POST", f"{church.path}/findings", lines)["items"]
    path = f"/findings/{one['id']}"
    church.ok(church.leader, "PATCH", path, {"state": "working", "note": "Wij proberen het"})
    turned = church.ok(church.leader, "PATCH", path, {"kind": "improve"})

    assert (turned["kind"], turned["state"]) == ("improve", "open")
    assert [change["to"] for change in turned["changes"]] == ["working", "open"]


def test_cards_of_a_workshop_are_kept_once_however_often_they_are_handed_over(church):
    workshop = new_id()
    for _ in range(2):
        with church.host.tools["congregations"].db.write() as db:
            discovery.keep_findings(
                db,
                church.id,
                "value",
                ["Trouw", "trouw ", "Eenvoud"],
                workshop_id=workshop,
                by=church.coach.id,
                at=church.host.clock.now(),
            )
    kept = church.ok(church.leader, "GET", f"{church.path}/discovery")["findings"]

    assert [(one["text"], one["workshop_id"]) for one in kept] == [
        ("Trouw", str(workshop)),
        ("Eenvoud", str(workshop)),
    ]


# --- commitments ---

FUND = {"kind": "fund", "title": "Ziekenhuisfonds", "since": 1998, "share": "10_25"}


def test_who_said_when_what_becomes_of_a_commitment_is_kept(church):
    made = church.ok(church.working_group, "POST", f"{church.path}/commitments", FUND)
    path = f"/commitments/{made['id']}/dispositions"
    first = {"version": 1, "to": "phase_out", "until": "2027-06-30", "note": "Te veel doelen"}
    church.ok(church.leader, "POST", path, first)
    second = {"version": 2, "to": "transfer", "to_whom": "De Bron"}
    decided = church.ok(church.coach, "POST", path, second)

    assert (decided["disposition"], decided["until"], decided["to_whom"]) == (
        "transfer",
        None,
        "De Bron",
    )
    assert [(one["to"], one["by"]) for one in decided["changes"]] == [
        ("phase_out", str(church.leader.id)),
        ("transfer", str(church.coach.id)),
    ]


def test_of_two_who_decide_at_once_the_later_one_is_told(church):
    made = church.ok(church.leader, "POST", f"{church.path}/commitments", FUND)
    path = f"/commitments/{made['id']}/dispositions"
    first = church.call(church.leader, "POST", path, {"version": 1, "to": "keep"})
    second = church.call(church.coach, "POST", path, {"version": 1, "to": "becomes_focus"})

    assert (first.status_code, second.status_code) == (200, 409)


@pytest.mark.parametrize(
    "fate",
    [
        {"to": "phase_out"},
        {"to": "phase_out", "until": "2020-01-01"},
        {"to": "phase_out", "until": "2027-02-30"},
        {"to": "abolish"},
    ],
)
def test_a_fate_that_cannot_be_is_refused(church, fate):
    made = church.ok(church.leader, "POST", f"{church.path}/commitments", FUND)
    path = f"/commitments/{made['id']}/dispositions"

    assert church.call(church.leader, "POST", path, {"version": 1, **fate}).status_code == 422


@pytest.mark.parametrize(
    "wrong", [{"since": 2031}, {"since": 1800}, {"share": "half"}, {"title": " "}, {"label": 4}]
)
def test_a_commitment_that_cannot_be_is_refused(church, wrong):
    answered = church.call(church.leader, "POST", f"{church.path}/commitments", FUND | wrong)

    assert answered.status_code == 422


def test_a_sealed_commitment_counts_for_all_and_is_named_to_leaders_and_coach(church):
    sealed = {**FUND, "title": "Werker in een gesloten land", "label": 3}
    made = church.ok(church.leader, "POST", f"{church.path}/commitments", sealed)
    theirs = church.ok(church.working_group, "GET", f"{church.path}/discovery")
    ours = church.ok(church.coach, "GET", f"{church.path}/discovery")
    path = f"/commitments/{made['id']}"
    revision = {"version": 1, "title": "Open"}

    assert (theirs["commitments"][0]["title"], theirs["focus"]["before"]["index"]) == (None, 1.0)
    assert ours["commitments"][0]["title"] == sealed["title"]
    assert church.call(church.working_group, "PATCH", path, revision).status_code == 404
    again = church.call(church.working_group, "POST", f"{church.path}/commitments", sealed)
    assert again.status_code == 403


def test_what_goes_makes_the_focus_rise(church):
    for title, share in (("Fonds", "25_50"), ("Reis", "25_50")):
        facts = {**FUND, "title": title, "share": share}
        made = church.ok(church.leader, "POST", f"{church.path}/commitments", facts)
    fate = {"version": 1, "to": "transfer", "to_whom": "De Bron"}
    church.ok(church.leader, "POST", f"/commitments/{made['id']}/dispositions", fate)
    focus = church.ok(church.leader, "GET", f"{church.path}/discovery")["focus"]

    assert (focus["before"]["index"], focus["after"]["index"]) == (0.5, 1.0)
    assert focus["before"]["shares"] == [0.5, 0.5]
