"""The things of support in the world that the access tests replay."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.access.world import Builder

QUESTION = {"nl": "Peiling geheim a", "en": "Poll geheim a"}
HEARD = frozenset({"coach_k", "coach_m", "leader_a", "service"})
THRESHOLD = {"share": 70, "response": 10}


def build(builder: "Builder") -> None:
    """Add them, over HTTP, and note their ids in `builder.ids`.

    Congregation a has a plan, a counted measure that is closed and a survey that is open, b a
    measure that is being prepared.
    """
    made = builder.do(
        "group_a",
        "congregations",
        "POST /journeys/{journey_a}/support/groups",
        {"name": "Jeugd geheim a", "size": 30},
    )
    builder.ids["support_group_a"] = made["id"]
    step = {"kind": "conversation", "text": "Gesprek geheim a"}
    route = "POST /support/groups/{support_group_a}/steps"
    builder.ids["support_step_a"] = builder.do("group_a", "congregations", route, step)["id"]
    _closed(builder)
    _survey(builder)
    for text in ("Jeugd geheim a", "Peiling geheim a"):
        builder.world.secrets[text] = HEARD | {"group_a", "both"}
    builder.world.secrets["Bezwaar geheim a"] = HEARD
    groups = [{"name": "De gemeente", "invited": 40}]
    made = _prepare(builder, "coach_l", "b", {"kind": "counted", "groups": groups})
    builder.ids["support_draft_b"] = made["id"]
    builder.do("coach_l", "congregations", "POST /support/{support_draft_b}/thresholds", THRESHOLD)


def _closed(builder: "Builder") -> None:
    groups = [{"name": "De gemeente", "invited": 40}]
    made = _prepare(builder, "leader_a", "a", {"kind": "counted", "groups": groups})
    builder.ids["support_closed_a"] = made["id"]
    _open(builder, "{support_closed_a}")
    counted = {"present": 30, "in_favour": 25, "with_reservations": 3, "against": 2}
    numbers = {"id": made["groups"][0]["id"], "abstained": 0, **counted}
    body = {"held_on": "2026-11-01", "groups": [numbers]}
    builder.do("group_a", "congregations", "PUT /support/{support_closed_a}/counts", body)
    route = "POST /support/{support_closed_a}/objections"
    said = {"text": "Bezwaar geheim a"}
    builder.ids["objection_support_a"] = builder.do("group_a", "congregations", route, said)["id"]
    builder.do("leader_a", "congregations", "POST /support/{support_closed_a}/closing")


def _survey(builder: "Builder") -> None:
    groups = [{"group_id": builder.ids["support_group_a"]}]
    wish = {"kind": "survey", "groups": groups, "questions": [QUESTION]}
    made = _prepare(builder, "leader_a", "a", wish)
    builder.ids["support_survey_a"] = made["id"]
    builder.ids["support_asked_a"] = made["groups"][0]["id"]
    _open(builder, "{support_survey_a}")
    body = {"group_id": builder.ids["support_asked_a"], "number": 2}
    route = "POST /support/{support_survey_a}/slips"
    (token, _other) = builder.do("leader_a", "congregations", route, body)["tokens"]
    builder.ids["support_token_a"] = token


def _prepare(builder: "Builder", who: str, place: str, body: dict[str, Any]) -> Any:
    route = f"POST /journeys/{{journey_{place}}}/support/measures"
    return builder.do(who, "congregations", route, body)


def _open(builder: "Builder", measure: str) -> None:
    builder.do("leader_a", "congregations", f"POST /support/{measure}/thresholds", THRESHOLD)
    builder.do("leader_a", "congregations", f"POST /support/{measure}/opening")
