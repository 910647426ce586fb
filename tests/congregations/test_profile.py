"""A congregation's profile in codes and bands, and who guides it."""

from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import select

from shared.audit import audit
from tests.congregations.conftest import Church


def test_a_coach_who_registers_a_congregation_guides_it_at_once(church: Church) -> None:
    profile = church.profile()

    assert profile["coaches"] == [str(church.coach.id)]
    assert church.events() == [
        "congregation.registered.v1",
        "guidance.started.v1",
        "congregation.profiled.v1",
    ]


def test_an_operator_who_registers_a_congregation_guides_nobody(church: Church) -> None:
    made = church.ok(church.operator, "POST", "/congregations", {"name": "Ichthus"})

    assert made["coaches"] == []
    assert church.call(church.operator, "GET", f"/congregations/{made['id']}").status_code == 403


def test_province_and_school_region_follow_from_a_place_that_occurs_once(church: Church) -> None:
    profile = church.profile()

    assert (profile["region"], profile["school_region"]) == ("NL-GE", "middle")


def test_a_place_nobody_knows_leaves_the_province_open(church: Church) -> None:
    made = church.ok(
        church.coach, "POST", "/congregations", {"name": "X", "place": "Nergenshuizen"}
    )

    assert (made["region"], made["school_region"]) == (None, None)


def test_bands_and_passions_are_kept_and_told_as_codes(church: Church) -> None:
    change = {
        "version": 1,
        "size_band": "150_400",
        "denomination": "PKN",
        "languages": ["nl", "eng"],
        "gifts": {"pray": "many", "go": "few"},
        "talents": {"medical": "some"},
        "passions": {"theme": ["muslims"], "region": ["015"], "country": ["MA"]},
        "capacity_budget": "500_2500",
        "horizon": "years",
    }
    profile = church.ok(church.leader, "PATCH", church.path, change)
    told = church.last_event("congregation.profiled")

    assert profile["languages"] == ["nld", "eng"]
    assert profile["version"] == 2
    assert told["gifts"] == ["go:few", "pray:many"]
    assert told["talents"] == ["medical:some"]
    assert told["passions"] == ["country:MA", "region:015", "theme:muslims"]
    assert "De Brug" not in str(told)
    assert "Ede" not in str(told)


def test_giving_one_kind_of_passion_leaves_the_others(church: Church) -> None:
    passions = {"theme": ["muslims"], "country": ["MA"]}
    church.ok(church.coach, "PATCH", church.path, {"version": 1, "passions": passions})
    new = {"version": 2, "passions": {"theme": ["students", "children"]}}
    profile = church.ok(church.coach, "PATCH", church.path, new)

    assert profile["passions"]["theme"] == ["students", "children"]
    assert profile["passions"]["country"] == ["MA"]


def test_an_answer_can_become_unknown_again(church: Church) -> None:
    church.ok(church.coach, "PATCH", church.path, {"version": 1, "risk_appetite": "high"})
    profile = church.ok(
        church.coach, "PATCH", church.path, {"version": 2, "risk_appetite": None, "gifts": {}}
    )

    assert profile["risk_appetite"] is None
    assert church.last_event("congregation.profiled")["risk_appetite"] is None


def test_a_change_based_on_an_old_version_is_a_conflict_and_changes_nothing(church: Church) -> None:
    church.ok(church.coach, "PATCH", church.path, {"version": 1, "size_band": "50_150"})
    before = church.events()
    late = church.call(church.leader, "PATCH", church.path, {"version": 1, "size_band": "under_50"})

    assert late.status_code == 409
    assert "version" in late.get_json()["fields"]
    assert church.profile()["size_band"] == "50_150"
    assert church.events() == before


def test_of_eight_who_race_on_one_version_exactly_one_wins(church: Church) -> None:
    names = [f"De Brug {number}" for number in range(8)]
    with ThreadPoolExecutor(8) as crowd:
        answers = list(
            crowd.map(
                lambda name: church.call(
                    church.coach, "PATCH", church.path, {"version": 1, "name": name}
                ),
                names,
            )
        )
    winners = [answer.get_json() for answer in answers if answer.status_code == 200]

    assert sorted(answer.status_code for answer in answers) == [200] + [409] * 7
    assert church.profile()["name"] == winners[0]["name"]
    assert church.events().count("congregation.profiled.v1") == 2


def test_saying_the_same_again_is_no_new_version_and_no_event(church: Church) -> None:
    before = church.events()
    profile = church.ok(church.coach, "PATCH", church.path, {"version": 1, "name": "De Brug"})

    assert profile["version"] == 1
    assert church.events() == before


def test_a_second_coach_guides_from_his_assignment_until_it_ends(church: Church) -> None:
    second = church.other_coach
    church.ok(church.coach, "PUT", f"{church.path}/coaches/{second.id}")
    church.ok(church.coach, "PUT", f"{church.path}/coaches/{second.id}")
    seen = church.call(second, "GET", church.path).status_code
    church.ok(church.operator, "DELETE", f"{church.path}/coaches/{second.id}")

    assert seen == 200
    assert church.call(second, "GET", church.path).status_code == 404
    assert church.events().count("guidance.started.v1") == 2
    assert church.events().count("guidance.ended.v1") == 1


def test_nobody_but_a_coach_can_be_made_its_coach(church: Church) -> None:
    leader = church.leader
    answer = church.call(church.operator, "PUT", f"{church.path}/coaches/{leader.id}")

    assert answer.status_code == 422
    assert church.profile()["coaches"] == [str(church.coach.id)]


def test_a_coach_cannot_take_a_congregation_that_is_not_his(church: Church) -> None:
    second = church.other_coach
    answer = church.call(second, "PUT", f"{church.path}/coaches/{second.id}")

    assert answer.status_code == 404
    assert church.profile()["coaches"] == [str(church.coach.id)]


def test_every_write_leaves_one_audit_row_and_a_refused_one_leaves_none(church: Church) -> None:
    church.ok(church.leader, "PATCH", church.path, {"version": 1, "size_band": "50_150"})
    church.call(church.leader, "PATCH", church.path, {"version": 1, "size_band": "under_50"})
    with church.host.tools["congregations"].db.read() as db:
        rows = db.execute(select(audit).order_by(audit.c.id)).all()

    assert [row.act.split()[0] for row in rows] == ["POST", "PATCH"]
    assert rows[1].actor_id == church.leader.id
    assert rows[1].objects == {"congregation_id": str(church.id)}
