"""Where a congregation stands: a closed round, an open one, findings and its commitments."""

from typing import Any

from services.seed.dice import dice
from services.seed.parts.scene import Scene

ROLES = ("council", "members")
FORMS = 6  # of each role; fewer than five would give no figures
USUAL = 2
# areas in which this congregation stands otherwise than usual
LEVELS = {"vision": 1, "prayer": 4, "giving": 3, "welcome": 4, "care": 1, "planning": 1, "young": 1}
NOTES = (
    "Fijn dat dit gevraagd wordt.",
    "Wij bidden veel, maar altijd voor dezelfde namen.",
    "Over de reis van drie jaar geleden is nooit meer gesproken.",
)
# kind, title, since how many years, share, people, what becomes of it
COMMITMENTS: tuple[tuple[dict[str, Any], dict[str, Any] | None], ...] = (
    (
        {"kind": "worker", "title": "Gezin in taalonderwijs", "share": "25_50", "people": "many"},
        {"to": "becomes_focus", "note": "Hier ligt ons hart en onze kennis."},
    ),
    (
        {"kind": "fund", "title": "Bijbelfonds", "share": "10_25", "people": "few"},
        {"to": "keep", "note": "Een vaste gift zonder veel werk."},
    ),
    (
        {"kind": "project", "title": "Weeshuis in het oosten", "share": "10_25", "people": "none"},
        {"to": "phase_out", "note": "Niemand kent er nog iemand; rustig afbouwen.", "years": 2},
    ),
    (
        {"kind": "trip", "title": "Bouwreis van de jeugd", "share": "5_10", "people": "some"},
        {"to": "transfer", "to_whom": "Een buurgemeente die elk jaar gaat"},
    ),
    (
        {"kind": "relationship", "title": "Taalcafé in de wijk", "share": "none", "people": "some"},
        None,
    ),
)


def measure(scene: Scene) -> None:
    """Hold the first round, close it, open another one, and work on what was found."""
    first = scene.coach("POST", f"{scene.base}/rounds", {"moment": "t0"})["id"]
    areas = scene.coach("GET", f"/rounds/{first}")["questions"]["areas"]
    for form in range(len(ROLES) * FORMS):
        filled = {"role": ROLES[form % 2], "levels": _levels(areas, form)}
        note = NOTES[form] if form < len(NOTES) else ""
        scene.coach("POST", f"/rounds/{first}/forms", {**filled, "note": note})
    scene.coach("POST", f"/rounds/{first}/closing", {})
    again = scene.coach("POST", f"{scene.base}/rounds", {"moment": "other"})["id"]
    asked = {"role": "youth", "count": 12}
    links = scene.lead("POST", f"/rounds/{again}/links", asked)["items"]
    for form, link in enumerate(links[:3]):
        scene.nobody(
            "/rating/answers", {"token": link["token"], "levels": _levels(areas, 20 + form)}
        )
    _work_on_a_rule(scene)


def _levels(areas: list[Any], form: int) -> dict[str, int | None]:
    """Return what one person answers: near the level of each area, and sometimes not known."""
    chance = dice("levels", form)
    levels: dict[str, int | None] = {}
    for area in areas:
        level = LEVELS.get(area["code"], USUAL)
        for item in area["items"]:
            said = max(0, min(5, level + chance.choice((-1, 0, 0, 1))))
            levels[item["code"]] = None if chance.random() < 0.05 else said
    return levels


def _work_on_a_rule(scene: Scene) -> None:
    """Gather what belongs together, and begin to break with an unwritten rule."""
    findings = scene.coach("GET", f"{scene.base}/discovery")["findings"]
    rules = [one["id"] for one in findings if one["kind"] == "unwritten_rule"]
    gathered = {"ids": rules[:2], "theme": "Loslaten"}
    scene.lead("PUT", f"{scene.base}/findings/theme", gathered)
    begun = {"state": "working", "note": "Elk doel krijgt een einddatum; de raad gaat voor."}
    scene.lead("PATCH", f"/findings/{rules[1]}", begun)


def note_commitments(scene: Scene) -> None:
    """Write down what the congregation carries, and what becomes of it."""
    year = scene.chapter.today.year
    for back, (facts, fate) in enumerate(COMMITMENTS):
        since = {"since": year - 3 * back - 2}
        made = scene.lead("POST", f"{scene.base}/commitments", {**facts, **since})
        if fate is not None:
            path = f"/commitments/{made['id']}/dispositions"
            scene.lead("POST", path, {"version": made["version"], **_dated(scene, fate)})


def _dated(scene: Scene, fate: dict[str, Any]) -> dict[str, Any]:
    """Return it with the day until which it goes on, where it ends."""
    said = {name: value for name, value in fate.items() if name != "years"}
    return {**said, "until": scene.day(365 * fate["years"])} if "years" in fate else said
