"""Where a congregation stands: a workshop with its report, and a round of questions."""

from typing import Any

from services.tour.tale import Tale


def workshop_is_reported(tale: Tale, kind: str, **boards: list[str]) -> Any:
    """A workshop of a part: cards are typed along, and the report is there before people leave."""
    step = tale.part(kind)["steps"][0]["id"]
    path = f"/congregations/{tale.church}/workshops"
    begun = {"step_id": step, "held_on": tale.today.isoformat()}
    workshop = tale.ask("coach", "POST", path, begun)["id"]
    cards = [{"board": board, "text": text} for board, texts in boards.items() for text in texts]
    form = {"key": f"evening-{workshop[:8]}", "cards": cards}
    tale.ask("coach", "POST", f"/workshops/{workshop}/cards", form)
    tale.ask("coach", "POST", f"/workshops/{workshop}/publication", {})
    return tale.ask("leader", "GET", f"/workshops/{workshop}/report")


def raters_answer(tale: Tale, moment: str, level: int, *, people: int) -> str:
    """So many people say where the congregation stands, over links or on paper; then it closes."""
    path = f"/congregations/{tale.church}/rounds"
    opened: str = tale.ask("coach", "POST", path, {"moment": moment})["id"]
    fill_round(tale, opened, level, people=people)
    return opened


def fill_round(tale: Tale, opened: str, level: int, *, people: int) -> None:
    """Everybody who got a link answers, one of them with a question he cannot judge."""
    wish = {"role": "council", "count": people}
    links = tale.ask("leader", "POST", f"/rounds/{opened}/links", wish)["items"]
    for number, link in enumerate(links):
        asked = tale.ask_nobody("/rating/questions", {"token": link["token"]})
        areas = asked["questions"]["areas"]
        items = [item["code"] for area in areas for item in area["items"]]
        levels = {key: None if number == 0 and i == 0 else level for i, key in enumerate(items)}
        tale.ask_nobody("/rating/answers", {"token": link["token"], "levels": levels})
    tale.ask("leader", "POST", f"/rounds/{opened}/closing", {})
