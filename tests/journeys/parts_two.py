"""The second half of a journey, told in verbs: partner, support, launch, follow-up, evaluation."""

from typing import Any

from tests.journeys import parts_one as first
from tests.journeys.story import Story


def partner_is_found_and_agreed_with(story: Story) -> None:
    """Both sides say yes before anybody is named; then they agree on paper, each for itself."""
    offering = {"title_nl": "Zomer bij nieuwkomers", "kind": "short_term", "state": "open"}
    path = f"/agencies/{story.agency}/offerings"
    offered = story.ask(story.staff, "POST", path, offering, of="partners")["id"]
    wish = {"congregation_id": story.church, "offering_id": offered}
    match = story.ask(story.coach, "POST", "/matches", wish, of="partners")["id"]
    yes = {"answer": "yes", "body": "church_council", "held_on": story.today.isoformat()}
    story.ask(story.leader, "POST", f"/matches/{match}/answers", yes, of="partners")
    story.ask(story.staff, "POST", f"/matches/{match}/answers", {"answer": "yes"}, of="partners")
    story.settle()
    content = {
        "match_id": match,
        "contributions": [
            {"side": "congregation", "who": "Gebedsgroep", "what": "Elke maand bidden"},
            {"side": "agency", "who": "Team", "what": "Elk kwartaal schrijven"},
        ],
    }
    made = story.ask(story.leader, "POST", "/agreements", content, of="partners")
    base = f"/agreements/{made['id']}"
    story.ask(story.leader, "POST", f"{base}/readiness", {"version": 1}, of="partners")
    decided = {"version": 1, "body": "church_council", "held_on": story.today.isoformat()}
    story.ask(story.leader, "POST", f"{base}/acceptances", decided, of="partners")
    story.ask(story.staff, "POST", f"{base}/acceptances", {"version": 1}, of="partners")
    story.settle()
    story.made["agreement"] = story.ask(story.leader, "GET", base, of="partners")


def support_is_created_and_counted(story: Story, *, in_favour: int, against: int) -> Any:
    """Groups are carried along first; then hands are counted at a meeting of the congregation."""
    base = f"/journeys/{story.journey['id']}/support"
    youth = {"name": "Jeugd", "influence": "high"}
    group = story.ask(story.leader, "POST", f"{base}/groups", youth)["id"]
    talk = {"kind": "conversation", "text": "Een avond met de jeugd", "role": "jeugdouderling"}
    story.ask(story.leader, "POST", f"/support/groups/{group}/steps", talk)
    asked = {"kind": "counted", "groups": [{"name": "Gemeentevergadering", "invited": 120}]}
    measure = story.ask(story.leader, "POST", f"{base}/measures", asked)
    here = f"/support/{measure['id']}"
    threshold = {"share": 70, "response": 30, "no_grave": True}
    story.ask(story.leader, "POST", f"{here}/thresholds", threshold)
    story.ask(story.leader, "POST", f"{here}/opening")
    counted = {
        "id": measure["groups"][0]["id"],
        "present": in_favour + against,
        "in_favour": in_favour,
        "with_reservations": 0,
        "against": against,
        "abstained": 0,
    }
    told = {"held_on": story.today.isoformat(), "groups": [counted]}
    story.ask(story.leader, "PUT", f"{here}/counts", told)
    story.ask(story.leader, "POST", f"{here}/closing")
    go = {"outcome": "go", **story.decided("De gemeente staat erachter.")}
    story.ask(story.leader, "POST", f"{here}/decision", go)
    return story.here("support")["measures"][0]


def launch_is_held(story: Story) -> None:
    if story.part("launch")["state"] == "proposed":
        story.walk("launch", "agreed")
    plan = {"planned_on": story.today.isoformat(), "starts_at": "10:00", "place": "De kerk"}
    path = f"/journeys/{story.journey['id']}/launch-plan"
    made = story.ask(story.leader, "PUT", path, plan)["id"]
    go = story.decided("Wij gaan.")
    story.ask(story.leader, "POST", f"/launch-plans/{made}/go", go)
    option = {"means": "pray", "text": "Meedoen met een gebedsgroep", "capacity": 40}
    joins = story.ask(story.leader, "POST", f"/launch-plans/{made}/options", option)["id"]
    held = {"held_on": story.today.isoformat(), "note": "Met de hele gemeente."}
    story.ask(story.coach, "POST", f"/journeys/{story.journey['id']}/launch", held)
    story.ask(story.leader, "POST", f"/join-options/{joins}/tallies", {"number": 23})
    story.ask(story.leader, "POST", f"/launch-plans/{made}/wrapping", {"note": "Een feest."})
    story.settle()


def calendar(story: Story) -> dict[str, str]:
    """Return the day of each kind of session that the leader finds in the calendar."""
    path = f"/sessions?congregation_id={story.church}&limit=200"
    items = story.ask(story.leader, "GET", path, of="scheduling")["items"]
    return {item["kind"]: item["local_start"][:10] for item in items}


def congregation_answers(story: Story, progress: str) -> None:
    """A leader answers the newest question how it goes."""
    due = [one for one in _check_ins(story) if one["side"] == "congregation"][-1]
    answer = {"progress": progress, "goes_well": "De groepen komen samen."}
    story.ask(story.leader, "POST", f"/check-ins/{due['id']}/answer", answer)


def agency_answers(story: Story) -> None:
    due = [one for one in _check_ins(story) if one["side"] == "agency"][-1]
    answer = {"progress": "good", "goes_well": "Er wordt trouw gebeden."}
    story.ask(story.staff, "POST", f"/check-ins/{due['id']}/answer", answer)


def _check_ins(story: Story) -> list[Any]:
    found: list[Any] = story.here("implementation")["check_ins"]
    return sorted((one for one in found if one["state"] == "due"), key=lambda one: one["due_on"])


def look_back(story: Story, moment: str, level: int, *, people: int) -> None:
    """The same questions again, a verdict per goal, and what the council decides of it."""
    seen = next(e for e in story.here("evaluation")["evaluations"] if e["moment"] == moment)
    base = f"/evaluations/{seen['id']}"
    story.ask(story.leader, "POST", f"{base}/round")
    again = next(e for e in story.here("evaluation")["evaluations"] if e["moment"] == moment)
    first.fill_round(story, again["round_id"], level, people=people)
    for goal in again["goals"]:
        verdict = {"verdict": "partly", "lesson": "Begin kleiner."}
        story.ask(story.leader, "PUT", f"{base}/verdicts/{goal['id']}", verdict)
    story.ask(story.leader, "POST", f"{base}/discussion")
    decided = {**story.decided("Wij stellen het plan bij."), "new_version": True}
    story.ask(story.leader, "POST", f"{base}/decision", decided)


def stamp_is_given(story: Story, stamp: str) -> Any:
    """The check-up workshop is held and the council stamps: twelve months ahead."""
    held = {"held_on": story.today.isoformat(), "participants": 14}
    findings = {"findings": ["De gebedsgroepen dragen het plan"]}
    path = f"/congregations/{story.church}/apks"
    made = story.ask(story.leader, "POST", path, {**held, **findings})["id"]
    decided = {**story.decided("Wij gaan zo verder."), "stamp": stamp}
    story.ask(story.leader, "POST", f"/apks/{made}/stamp", decided)
    return story.here("evaluation")["apks"][0]
