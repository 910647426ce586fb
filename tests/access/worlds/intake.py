"""The things of intake in the world that the access tests replay."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.access.world import Builder

PLAN = {"tracks": [{"kind": "discover"}], "costs": "Kosten geheim c"}
ENQUIRY = {"on_day": "2026-11-01", "asked_by_role": "predikant", "question": "Vraag geheim a"}


def build(builder: "Builder") -> None:
    """Add them, over HTTP, and note their ids in `builder.ids`.

    Congregation c, which nobody leads yet, has read a proposal; a next version is being written.
    """
    route = "POST /congregations/{c}/proposals"
    for name in ("proposal_c", "draft_c"):
        made = builder.do("coach_k", "congregations", route, PLAN)
        builder.ids[name] = made["id"]
        if name == "proposal_c":
            builder.do("coach_k", "congregations", "POST /proposals/{proposal_c}/offer")
    builder.do("coach_k", "congregations", "POST /congregations/{a}/enquiries", ENQUIRY)
    talk = {"on_day": "2026-11-01", "hopes": "Hoop geheim a"}
    builder.do("coach_k", "congregations", "POST /congregations/{a}/conversations", talk)
    builder.world.secrets["Kosten geheim c"] = frozenset({"coach_k", "service"})
    for text in ("Vraag geheim a", "Hoop geheim a"):
        builder.world.secrets[text] = frozenset({"coach_k", "coach_m", "service"})
