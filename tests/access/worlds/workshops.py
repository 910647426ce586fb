"""The things of workshops in the world that the access tests replay."""

import io
from typing import TYPE_CHECKING

from PIL import Image
from werkzeug.test import Client as Browser

if TYPE_CHECKING:
    from tests.access.world import Builder

READERS = {
    "a": {"coach_k", "coach_m", "leader_a", "group_a", "both", "service"},
    "b": {"coach_l", "leader_b", "both", "service"},
}


def photo() -> bytes:
    """Return a small photo."""
    content = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(content, "JPEG")
    return content.getvalue()


def build(builder: "Builder") -> None:
    """Add them, over HTTP, and note their ids in `builder.ids`.

    Of each congregation a workshop that is written on; of a another that is published.
    """
    for place, coach in (("a", "coach_k"), ("b", "coach_l")):
        _workshop(builder, f"workshop_{place}", place, coach)
        builder.world.secrets[f"Kaart geheim {place}"] = frozenset(READERS[place])
    _workshop(builder, "published_a", "a", "coach_k")
    builder.do("coach_k", "congregations", "POST /workshops/{published_a}/publication", {})
    builder.ids["photo_a"] = _photo(builder)
    seen = builder.do("coach_k", "congregations", "GET /workshops/{workshop_a}")
    builder.ids["sheet_a"] = seen["code"]


def _photo(builder: "Builder") -> str:
    # bytes are sent with an assertion of now: the world's clock went on since the first upload
    sent = Browser(builder.host.apps["congregations"]).post(
        f"/workshops/{builder.ids['workshop_a']}/photos?caption=Bord",
        base_url="http://localhost/api/congregations",
        headers={"Authorization": f"Bearer {builder.who['coach_k'].bearer('congregations')}"},
        data=photo(),
    )
    assert sent.status_code == 201, sent.text
    found: str = sent.get_json()["id"]
    return found


def _workshop(builder: "Builder", name: str, place: str, coach: str) -> None:
    route = f"POST /congregations/{{{place}}}/workshops"
    wish = {"held_on": "2026-11-20", "title": f"Kaart geheim {place}"}
    builder.ids[name] = builder.do(coach, "congregations", route, wish)["id"]
    form = {"key": "formulier-1", "cards": [{"board": "next", "text": f"Kaart geheim {place}"}]}
    made = builder.do(coach, "congregations", f"POST /workshops/{{{name}}}/cards", form)
    builder.ids[f"card_{name}"] = made["boards"][-1]["cards"][0]["id"]
    form = {"key": "formulier-2", "cards": [{"board": "next", "text": "Nog een"}]}
    made = builder.do(coach, "congregations", f"POST /workshops/{{{name}}}/cards", form)
    builder.ids[f"second_{name}"] = made["boards"][-1]["cards"][1]["id"]
