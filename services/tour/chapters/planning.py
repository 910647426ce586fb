"""A strategy that is written, shared and adopted."""

from datetime import timedelta

from services.tour.tale import Tale


def strategy_is_written(tale: Tale) -> None:
    """The working group writes a strategy, shares it, and the council adopts it."""
    base = strategy_is_drafted(tale)
    tale.ask("coach", "POST", f"{base}/states", {"to": "shared"})
    tale.settle()
    tale.ask("leader", "POST", f"{base}/adoption", tale.decided("Dit is onze weg."))
    tale.made["strategy"] = tale.here("strategy")["adopted"]


def strategy_is_drafted(tale: Tale) -> str:
    """Write one gap, one goal and one action of a strategy; returns the path of its draft."""
    path = f"/journeys/{tale.journey['id']}/strategies"
    strategy = tale.ask("coach", "POST", path)
    base = f"/strategies/{strategy['id']}"
    words = {"mission": "Dienen waar God roept", "vision": "In tien jaar kent ieder een buur"}
    tale.ask("coach", "PATCH", base, {"revision": strategy["revision"], **words})
    gap = {"area": "Gebed", "now": 2, "desired": 4, "why": "Wij bidden weinig samen"}
    gap_id = tale.ask("leader", "POST", f"{base}/gaps", gap)["id"]
    goal = {
        "gap_id": gap_id,
        "what": "Elke week een gebedsgroep",
        "measure": "groepen",
        "baseline": "0",
        "target": "4",
        "by": (tale.today + timedelta(days=365)).isoformat(),
    }
    goal_id = tale.ask("leader", "POST", f"{base}/goals", goal)["id"]
    action = {"title": "Groepen beginnen", "accountable_role": "ouderling gebed"}
    due = {"due_on": (tale.today + timedelta(days=365)).isoformat()}
    tale.ask("leader", "POST", f"/goals/{goal_id}/actions", {**action, **due})
    return base
