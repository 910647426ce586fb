"""The things of discovery in the world that the access tests replay."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.access.world import Builder

ROUND = {"moment": "t0"}
FOND = {"kind": "fund", "title": "Fonds geheim a", "share": "10_25"}
SEALED = {"kind": "worker", "title": "Werker geheim a", "label": 3}
ITEM = "vision_bible"


def build(builder: "Builder") -> None:
    """Let a have an open round with a link to answer, and b a closed one with an outcome."""
    _round(builder, "a", "coach_k")
    wish = {"role": "members", "count": 1}
    made = builder.do("coach_k", "congregations", "POST /rounds/{round_a}/links", wish)
    builder.ids["rater_token"] = made["items"][0]["token"]
    _board(builder)
    _round(builder, "b", "coach_l")
    for level in range(5):
        form = {"role": "council", "levels": {ITEM: level}, "note": "Woorden geheim b"}
        builder.do("coach_l", "congregations", "POST /rounds/{round_b}/forms", form)
    builder.do("coach_l", "congregations", "POST /rounds/{round_b}/closing", {})
    guiding = frozenset({"coach_k", "coach_m", "leader_a", "both"})
    builder.world.secrets |= {
        "Bevinding geheim a": guiding | {"group_a"},
        "Fonds geheim a": guiding | {"group_a"},
        "Werker geheim a": guiding - {"both"},
        "Woorden geheim b": frozenset({"coach_l", "leader_b", "both"}),
    }


def _round(builder: "Builder", place: str, coach: str) -> None:
    route = f"POST /congregations/{{{place}}}/rounds"
    builder.ids[f"round_{place}"] = builder.do(coach, "congregations", route, ROUND)["id"]


def _board(builder: "Builder") -> None:
    lines = {"kind": "unwritten_rule", "texts": ["Bevinding geheim a"]}
    route = "POST /congregations/{a}/findings"
    builder.ids["finding_a"] = builder.do("group_a", "congregations", route, lines)["items"][0][
        "id"
    ]
    route = "POST /congregations/{a}/commitments"
    for name, facts in (("fund_a", FOND), ("worker_a", SEALED)):
        builder.ids[name] = builder.do("coach_k", "congregations", route, facts)["id"]
