"""Leaders hear of a plan that lies before them, once for each time it is shared."""

from typing import Any

from tests.notifications.conftest import Church


def drafted(church: Church) -> str:
    path = f"/congregations/{church.id}/journeys"
    journey = church.call(church.coach, "congregations", "POST", path, {"template": "brochure-8"})
    path = f"/journeys/{journey['id']}/strategies"
    made = church.call(church.coach, "congregations", "POST", path)
    body = {"revision": 1, "vision": "Een geheime visie voor Kabylen"}
    church.call(church.coach, "congregations", "PATCH", f"/strategies/{made['id']}", body)
    return str(made["id"])


def move(church: Church, strategy_id: str, to: str) -> Any:
    path = f"/strategies/{strategy_id}/states"
    return church.call(church.coach, "congregations", "POST", path, {"to": to})


def test_each_leader_gets_a_letter_in_his_language_that_leads_to_the_plan(church: Church) -> None:
    move(church, drafted(church), "shared")
    church.host.settle()
    (dutch,), (english,) = church.mails(church.anna), church.mails(church.bert)

    assert dutch.subject == "Wilt u meelezen?"
    assert "Strategie, versie 1" in dutch.text
    assert english.subject == "Would you read along?"
    assert "Strategy, version 1" in english.text
    assert f"/congregations/{church.id}/strategy" in dutch.text
    assert "Kabylen" not in dutch.everything + english.everything


def test_a_plan_that_was_taken_back_and_shared_again_is_told_again(church: Church) -> None:
    strategy_id = drafted(church)
    for to in ("shared", "draft", "shared"):
        move(church, strategy_id, to)
        church.host.settle()

    assert church.states(church.anna) == [("strategy_shared", "sent")] * 2


def test_a_plan_that_was_taken_back_before_the_mail_left_is_not_told(church: Church) -> None:
    strategy_id = drafted(church)
    move(church, strategy_id, "shared")
    move(church, strategy_id, "draft")
    church.host.settle()

    assert church.mails(church.anna) == []
