"""What invented congregations have behind them: journeys, contacts, dates, decisions, matches."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from services.seed.network import FIRST_COACH, Congregation
from services.seed.voice import Doors, Voice
from shared.errors import Conflict, Invalid

PAPER = "Eerder gedaan, op papier (voorbeeld)."
# how far each of the first proposals goes; the rest stays to be tried out
ENDINGS = ("asked", "said_yes", "introduced", "active", "declined", "active")
HELD = 3  # evenings of the running course that were held before anybody planned here
KAIROS = 9  # evenings of the whole course


@dataclass(frozen=True)
class Chapter:
    """One congregation whose history is told, and who tells it."""

    congregation: Congregation
    congregation_id: str
    coach: Voice
    leaders: tuple[str, ...]
    school_region: str | None
    doors: Doors
    today: date

    def day(self, days: int) -> str:
        """Return the day so many days from today."""
        return (self.today + timedelta(days=days)).isoformat()

    def thursday(self) -> date:
        """Return a Thursday to come; every congregation of a coach has another one."""
        weeks = 1 + self.congregation.number % 10
        return self.today + timedelta(days=(3 - self.today.weekday()) % 7 + 7 * weeks)


def tell(chapter: Chapter) -> None:
    """Load the contact log and journey of a congregation, as far as its situation goes."""
    base = f"/congregations/{chapter.congregation_id}"
    for contact in chapter.congregation.contacts:
        line = {"kind": contact.kind, "on": chapter.day(-contact.days_ago), "line": contact.line}
        chapter.coach.call("congregations", "POST", f"{base}/contacts", line)
    situation = chapter.congregation.situation
    if situation == "new":
        return
    template = "o3" if chapter.congregation.number % 5 == 1 else "brochure-8"
    wanted = {"template": template, "tracks": "entry" if situation is None else "all"}
    journey = chapter.coach.call("congregations", "POST", f"{base}/journeys", wanted)
    if situation is not None:
        SITUATIONS[situation](chapter, journey)


def next_tuesday(today: date) -> date:
    """Return the first Tuesday after today."""
    return today + timedelta(days=(0 - today.weekday()) % 7 + 1)


def _course(chapter: Chapter, journey: Any) -> None:
    """Kairos evenings on Tuesdays lie ahead; with the first coach the course is under way."""
    track = _track(journey, "kairos")
    under_way = chapter.congregation.number < FIRST_COACH
    _move(chapter, track, "agreed", *(("running",) if under_way else ("planned",)))
    first = next_tuesday(chapter.today) + timedelta(weeks=0 if under_way else 2)
    held = HELD if under_way else 0
    run = {
        "congregation_id": chapter.congregation_id,
        "journey_id": journey["id"],
        "step_ids": [step["id"] for step in track["steps"][held:]],
        "count": KAIROS - held,
        "title": "Kairos, vervolg" if under_way else None,
        "first": first.isoformat(),
        "time": "19:30",
        "school_region": chapter.school_region,
        "place": _hall(chapter),
        "participants": [*chapter.leaders, chapter.coach.person_id],
    }
    chapter.coach.call_when_known("scheduling", "POST", "/runs", run)


def _walking(chapter: Chapter, journey: Any) -> None:
    """The entry track is being walked, with the next workshop planned."""
    _done_before(chapter, journey, "kairos")
    track = _track(journey, "discover")
    _move(chapter, track, "agreed", "running")
    _plan(chapter, journey, track, title="Een avond over wie wij zijn")


def _half_way(chapter: Chapter, journey: Any) -> None:
    """The first tracks were done on paper; the mobilisation is on."""
    _done_before(chapter, journey, "kairos", "discover")
    track = _track(journey, "mobilisation")
    _move(chapter, track, "agreed", "running")
    _plan(chapter, journey, track)


def _synergy(chapter: Chapter, journey: Any) -> None:
    """A strategy and a partner were found on paper; support is being created."""
    _done_before(chapter, journey, "kairos", "discover", "mobilisation", "partner")
    track = _track(journey, "synergy")
    _move(chapter, track, "agreed", "running")
    _plan(chapter, journey, track, title="Gespreksavond")


def _reported(chapter: Chapter, journey: Any) -> None:
    """The council accepted a track; the coach wrote that down and a leader still confirms."""
    _done_before(chapter, journey, "kairos")
    track = _track(journey, "discover")
    _move(chapter, track, "agreed", "running", "reported")
    decision = {
        "about": "track",
        "about_id": track["id"],
        "body": "church_council",
        "held_on": chapter.day(-6),
        "text": "De raad is blij met de uitkomst van Ontdekken en wil verder met Mobilisatie.",
        "to": "accepted",
        "as_reported": {"by_role": "voorzitter van de raad"},
    }
    path = f"/congregations/{chapter.congregation_id}/decisions"
    chapter.coach.call("congregations", "POST", path, decision)


def _launched(chapter: Chapter, journey: Any) -> None:
    """The vision was launched months ago; the evaluations follow from that day."""
    _done_before(chapter, journey, "kairos", "discover", "mobilisation", "partner", "synergy")
    _move(chapter, _track(journey, "launch"), "agreed")
    launched_on = chapter.day(8 * (chapter.congregation.number % 10) - 165)
    held = {"held_on": launched_on, "note": "Zondagmorgen, met de hele gemeente."}
    chapter.coach.call("congregations", "POST", f"/journeys/{journey['id']}/launch", held)
    _move(chapter, _track(journey, "implementation"), "agreed", "running")


SITUATIONS = {
    "course": _course,
    "walking": _walking,
    "half_way": _half_way,
    "synergy": _synergy,
    "reported": _reported,
    "launched": _launched,
}


def _done_before(chapter: Chapter, journey: Any, *kinds: str) -> None:
    """Take these tracks over from paper, the last one most recently."""
    found = [track for track in journey["tracks"] if track["kind"] in kinds]
    for back, track in enumerate(reversed(found)):
        done = {"on": chapter.day(-200 - 70 * back), "note": PAPER}
        chapter.coach.call("congregations", "POST", f"/tracks/{track['id']}/done-before", done)


def _move(chapter: Chapter, track: Any, *states: str) -> None:
    for state in states:
        path = f"/tracks/{track['id']}/states"
        chapter.coach.call("congregations", "POST", path, {"to": state})


def _plan(chapter: Chapter, journey: Any, track: Any, *, title: str | None = None) -> None:
    """Plan the track's first session, on a Thursday evening."""
    step = track["steps"][0]
    session = {
        "congregation_id": chapter.congregation_id,
        "journey_id": journey["id"],
        "step_id": step["id"],
        "kind": step["kind"],
        "title": title or step["title_nl"],
        "local_start": f"{chapter.thursday().isoformat()}T20:00",
        "minutes": step["minutes"],
        "place": _hall(chapter),
        "participants": [*chapter.leaders, chapter.coach.person_id],
    }
    chapter.coach.call_when_known("scheduling", "POST", "/sessions", session)


def _hall(chapter: Chapter) -> str:
    return f"Gemeentezaal {chapter.congregation.profile['place']}"


def _track(journey: Any, kind: str) -> Any:
    return next(track for track in journey["tracks"] if track["kind"] == kind)


def propose(chapters: list[Chapter]) -> None:
    """Propose the best offering to the first congregations; each proposal goes a step further."""
    walking = [one for one in chapters if one.congregation.situation != "new"]
    asked = [
        (chapter, ending, _ask(chapter)) for chapter, ending in zip(walking, ENDINGS, strict=False)
    ]
    for chapter, ending, match in asked:
        if match is not None and ending != "asked":
            _answer(chapter, ending, match)


def _ask(chapter: Chapter) -> Any:
    """Return the match that the coach proposed, or None where nothing fits."""
    path = f"/rankings/{chapter.congregation_id}"
    ranking = chapter.coach.call_when_known("partners", "GET", path)
    for ranked in ranking["ranked"]:
        wish = {
            "congregation_id": chapter.congregation_id,
            "offering_id": ranked["offering"]["id"],
            "paragraph": "Dit past bij wat jullie vertelden; kijk er eens rustig naar.",
        }
        try:
            return chapter.coach.call("partners", "POST", "/matches", wish)
        except (Conflict, Invalid):
            continue  # its places or questions went to another congregation, or its rank did
    return None


def _answer(chapter: Chapter, ending: str, match: Any) -> None:
    path = f"/matches/{match['id']}/answers"
    leader = Voice(chapter.doors, chapter.leaders[0])
    if ending == "declined":
        refusal = {"answer": "no", "reason": "Dit jaar hebben we er de mensen niet voor."}
        leader.call("partners", "POST", path, refusal)
        return
    decided = {"answer": "yes", "body": "church_council", "held_on": chapter.day(-1)}
    leader.call("partners", "POST", path, decided)
    agency = staff_of(chapter, match)
    if ending != "said_yes" and agency is not None:
        agency.call("partners", "POST", path, {"answer": "yes"})
        for state in ("exploring", "agreement", "active") if ending == "active" else ():
            chapter.coach.call("partners", "POST", f"/matches/{match['id']}/states", {"to": state})


def staff_of(chapter: Chapter, match: Any) -> Voice | None:
    """Return somebody of the agency; none when it has not joined."""
    people = chapter.doors.client.call(
        "identity", "GET", "/sample/people?role=agency_staff&limit=500"
    ).json
    agency_id = match["offering"]["agency_id"]
    for person in people:
        if any(role["organisation_id"] == agency_id for role in person["memberships"]):
            return Voice(chapter.doors, person["id"])
    return None
