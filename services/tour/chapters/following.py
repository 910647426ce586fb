"""What follows a launch: both sides are asked, look back, and the council stamps."""

from typing import Any

from services.tour.chapters.discovering import fill_round
from services.tour.tale import Tale


def congregation_answers(tale: Tale, progress: str) -> None:
    """A leader answers the newest question how it goes."""
    due = [one for one in _check_ins(tale) if one["side"] == "congregation"][-1]
    answer = {"progress": progress, "goes_well": "De groepen komen samen."}
    tale.ask("leader", "POST", f"/check-ins/{due['id']}/answer", answer)


def agency_answers(tale: Tale) -> None:
    """The agency says how it goes, about the agreement alone."""
    due = [one for one in _check_ins(tale) if one["side"] == "agency"][-1]
    answer = {"progress": "good", "goes_well": "Er wordt trouw gebeden."}
    tale.ask("staff", "POST", f"/check-ins/{due['id']}/answer", answer)


def _check_ins(tale: Tale) -> list[Any]:
    found: list[Any] = tale.here("implementation")["check_ins"]
    return sorted((one for one in found if one["state"] == "due"), key=lambda one: one["due_on"])


def look_back(tale: Tale, moment: str, level: int, *, people: int) -> None:
    """The same questions again, a verdict per goal, and what the council decides of it."""
    seen = next(e for e in tale.here("evaluation")["evaluations"] if e["moment"] == moment)
    base = f"/evaluations/{seen['id']}"
    tale.ask("leader", "POST", f"{base}/round")
    again = next(e for e in tale.here("evaluation")["evaluations"] if e["moment"] == moment)
    fill_round(tale, again["round_id"], level, people=people)
    for goal in again["goals"]:
        verdict = {"verdict": "partly", "lesson": "Begin kleiner."}
        tale.ask("leader", "PUT", f"{base}/verdicts/{goal['id']}", verdict)
    tale.ask("leader", "POST", f"{base}/discussion")
    decided = {**tale.decided("Wij stellen het plan bij."), "new_version": True}
    tale.ask("leader", "POST", f"{base}/decision", decided)


def stamp_is_given(tale: Tale, stamp: str) -> Any:
    """The check-up workshop is held and the council stamps: twelve months ahead."""
    held = {"held_on": tale.today.isoformat(), "participants": 14}
    findings = {"findings": ["De gebedsgroepen dragen het plan"]}
    path = f"/congregations/{tale.church}/apks"
    made = tale.ask("leader", "POST", path, {**held, **findings})["id"]
    decided = {**tale.decided("Wij gaan zo verder."), "stamp": stamp}
    tale.ask("leader", "POST", f"/apks/{made}/stamp", decided)
    return tale.here("evaluation")["apks"][0]
