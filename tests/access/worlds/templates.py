"""The things of templates in the world that the access tests replay."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.access.world import Builder


def build(builder: "Builder") -> None:
    """Let one journey have changed its template."""
    route = "POST /journeys/{journey_b}/template"
    made = builder.do("coach_l", "congregations", route, {"template": "o3"})
    builder.ids["reshaping_b"] = made["id"]
