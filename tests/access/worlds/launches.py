"""The things of launches in the world that the access tests replay."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.access.world import Builder


def build(builder: "Builder") -> None:
    """Add them, over HTTP, and note their ids in `builder.ids`.

    Congregation b counts who joined; a has no plan yet. Both launches were held before.
    """
    route = "PUT /journeys/{journey_b}/launch-plan"
    plan = builder.do("coach_l", "congregations", route, {"place": "Zaal geheim b"})
    builder.ids["launch_plan_b"] = plan["id"]
    route = "POST /launch-plans/{launch_plan_b}/options"
    wish = {"means": "pray", "text": "Gebed geheim b"}
    option = builder.do("coach_l", "congregations", route, wish)
    builder.ids["join_option_b"] = option["id"]
    readers = frozenset({"coach_l", "leader_b", "both", "service"})
    for text in ("Zaal geheim b", "Gebed geheim b"):
        builder.world.secrets[text] = readers
