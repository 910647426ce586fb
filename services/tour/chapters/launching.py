"""Support that is created and counted, and the launch that rests on it."""

from typing import Any

from services.tour.tale import Tale


def support_is_created_and_counted(tale: Tale, *, in_favour: int, against: int) -> Any:
    """Groups are carried along first; then hands are counted at a meeting of the congregation."""
    base = f"/journeys/{tale.journey['id']}/support"
    youth = {"name": "Jeugd", "influence": "high"}
    group = tale.ask("leader", "POST", f"{base}/groups", youth)["id"]
    talk = {"kind": "conversation", "text": "Een avond met de jeugd", "role": "jeugdouderling"}
    tale.ask("leader", "POST", f"/support/groups/{group}/steps", talk)
    asked = {"kind": "counted", "groups": [{"name": "Gemeentevergadering", "invited": 120}]}
    measure = tale.ask("leader", "POST", f"{base}/measures", asked)
    here = f"/support/{measure['id']}"
    threshold = {"share": 70, "response": 30, "no_grave": True}
    tale.ask("leader", "POST", f"{here}/thresholds", threshold)
    tale.ask("leader", "POST", f"{here}/opening")
    counted = {
        "id": measure["groups"][0]["id"],
        "present": in_favour + against,
        "in_favour": in_favour,
        "with_reservations": 0,
        "against": against,
        "abstained": 0,
    }
    told = {"held_on": tale.today.isoformat(), "groups": [counted]}
    tale.ask("leader", "PUT", f"{here}/counts", told)
    tale.ask("leader", "POST", f"{here}/closing")
    go = {"outcome": "go", **tale.decided("De gemeente staat erachter.")}
    tale.ask("leader", "POST", f"{here}/decision", go)
    return tale.here("support")["measures"][0]


def launch_is_held(tale: Tale) -> None:
    """The launch is decided on, held and wrapped up; who joins is counted."""
    if tale.part("launch")["state"] == "proposed":
        tale.walk("launch", "agreed")
    plan = {"planned_on": tale.today.isoformat(), "starts_at": "10:00", "place": "De kerk"}
    path = f"/journeys/{tale.journey['id']}/launch-plan"
    made = tale.ask("leader", "PUT", path, plan)["id"]
    go = tale.decided("Wij gaan.")
    tale.ask("leader", "POST", f"/launch-plans/{made}/go", go)
    option = {"means": "pray", "text": "Meedoen met een gebedsgroep", "capacity": 40}
    joins = tale.ask("leader", "POST", f"/launch-plans/{made}/options", option)["id"]
    held = {"held_on": tale.today.isoformat(), "note": "Met de hele gemeente."}
    tale.ask("coach", "POST", f"/journeys/{tale.journey['id']}/launch", held)
    tale.ask("leader", "POST", f"/join-options/{joins}/tallies", {"number": 23})
    tale.ask("leader", "POST", f"/launch-plans/{made}/wrapping", {"note": "Een feest."})
    tale.settle()


def calendar(tale: Tale) -> dict[str, str]:
    """Return the day of each kind of session that the leader finds in the calendar."""
    path = f"/sessions?congregation_id={tale.church}&limit=200"
    items = tale.ask("leader", "GET", path, of="scheduling")["items"]
    return {item["kind"]: item["local_start"][:10] for item in items}
