"""The things of evaluations in the world that the access tests replay."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.access.world import Builder


def build(builder: "Builder") -> None:
    """Add them, over HTTP, and note their ids in `builder.ids`.

    Congregation a has an evaluation to judge and one that waits for its decision, and a check-up
    that waits for its stamp; b has an evaluation whose round may be opened and
    whose goal may be judged.
    """
    route = "POST /congregations/{a}/evaluations"
    _note(builder, "evaluation_a", route)
    _note(builder, "talked_a", route)
    _note(builder, "evaluation_b", "POST /congregations/{b}/evaluations", who="coach_l")
    builder.do("coach_k", "congregations", "POST /evaluations/{talked_a}/discussion")
    held = {"held_on": "2026-11-10", "findings": ["Bevinding geheim a"]}
    made = builder.do("group_a", "congregations", "POST /congregations/{a}/apks", held)
    builder.ids["apk_a"] = made["id"]


def _note(builder: "Builder", name: str, route: str, who: str = "coach_k") -> None:
    made = builder.do(who, "congregations", route, {"moment": "other"})
    builder.ids[name] = made["id"]
