"""Dates: a workshop is planned and moved, the congregation launches, evaluations follow."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from services.tour.mail import Mail
from services.tour.missing import expect, wait_for
from services.tour.steps.arriving import LEADERS
from services.tour.walk import Walk

HOME = ZoneInfo("Europe/Amsterdam")


def workshop_is_planned(walk: Walk) -> str:
    """The workshop is planned; three leaders get one mail each with one calendar entry."""
    start = _evening(40)
    wish = {
        "congregation_id": walk.made["congregation"]["id"],
        "journey_id": walk.made["journey"]["id"],
        "kind": "discover_workshop",
        "title": "Waar staan we nu?",
        "local_start": f"{start:%Y-%m-%dT%H:%M}",
        "minutes": 150,
        "place": "Gemeentezaal De Wegwijzer",
        "agenda": "Kennismaken\nWaar staan we nu?",
    }
    walk.made["session"] = _planned(walk, wish)
    mails = _entries(walk)
    for name, mail in mails.items():
        method, entry = mail.entry()
        expect(method == "REQUEST", f"the invitation of {name} is a {method}")
        moment = entry.moment("DTSTART")
        expect(moment == start.astimezone(UTC), f"{name} is invited for {moment}, not {start}")
        attendees = [value.lower() for _, value in entry.all("ATTENDEE")]
        alone = attendees == [f"mailto:{walk.address(name)}"]
        expect(alone, f"the invitation of {name} names {attendees}")
    walk.made["entries"] = {name: mail.entry()[1] for name, mail in mails.items()}
    languages = ", ".join(mail.language for mail in mails.values())
    uid = walk.made["entries"]["anna"].one("UID")
    return f"{start:%Y-%m-%d %H:%M}; one mail each ({languages}), one VEVENT each, UID {uid}"


def workshop_moves(walk: Walk) -> str:
    """The workshop moves: the same calendar entry changes, with a higher sequence."""
    coach, session = walk.browser("coach"), walk.made["session"]
    start = _evening(47)
    change = {"local_start": f"{start:%Y-%m-%dT%H:%M}"}
    coach.call("scheduling", "PATCH", f"/sessions/{session['id']}", change)
    steps = []
    for name, mail in _entries(walk, before=1).items():
        _, entry = mail.entry()
        earlier = walk.made["entries"][name]
        same = entry.one("UID") == earlier.one("UID")
        expect(same, f"{name} got another calendar entry instead of a change")
        was, now = int(earlier.one("SEQUENCE")), int(entry.one("SEQUENCE"))
        expect(now > was, f"the change for {name} has sequence {now} after {was}")
        expect(
            entry.moment("DTSTART") == start.astimezone(UTC), f"{name} reads another time than set"
        )
        steps.append(f"{was}→{now}")
    return f"now {start:%Y-%m-%d %H:%M}; same UID, sequence {', '.join(steps)}"


def congregation_launches(walk: Walk) -> str:
    """The congregation agrees to launch and launches; the day is written down."""
    leader = walk.browser("anna")
    track = next(one for one in walk.made["journey"]["tracks"] if one["kind"] == "launch")
    leader.call("congregations", "POST", f"/tracks/{track['id']}/states", {"to": "agreed"})
    held_on = datetime.now(HOME).date()
    launch = {"held_on": held_on.isoformat(), "note": "Met de hele gemeente."}
    path = f"/journeys/{walk.made['journey']['id']}/launch"
    walk.made["launch"] = leader.call("congregations", "POST", path, launch)
    return f"launched on {held_on}"


def evaluations_appear(walk: Walk) -> str:
    """Evaluations after six and after twelve months stand in the calendar by themselves."""
    held_on = date.fromisoformat(walk.made["launch"]["held_on"])
    path = f"/sessions?congregation_id={walk.made['congregation']['id']}&limit=200"
    leader = walk.browser("bram")

    def found() -> dict[str, Any] | None:
        items = leader.call("scheduling", "GET", path)["items"]
        dates = {item["kind"]: item["local_start"][:10] for item in items}
        return dates if {"evaluation_6", "evaluation_12", "apk"} <= dates.keys() else None

    dates = wait_for(found, "the evaluations did not appear after the launch")
    for kind, months in (("evaluation_6", 6), ("evaluation_12", 12)):
        due = held_on + relativedelta(months=months)
        away = abs((date.fromisoformat(dates[kind]) - due).days)
        expect(away <= 31, f"{kind} stands on {dates[kind]}, {away} days from {due}")
    return ", ".join(
        f"{kind} on {dates[kind]}" for kind in ("evaluation_6", "evaluation_12", "apk")
    )


def _planned(walk: Walk, wish: dict[str, Any]) -> Any:
    """Plan once scheduling has heard of all three leaders, who are invited by default."""
    coach, leaders = walk.browser("coach"), _leaders(walk)

    def attempt() -> Any:
        body = {**wish, "participants": leaders}
        answer = coach.call("scheduling", "POST", "/sessions", body, status=(201, 404, 422))
        return answer if "uid" in answer else None

    return wait_for(attempt, "scheduling did not plan the workshop for the three leaders")


def _leaders(walk: Walk) -> list[str]:
    coach = walk.browser("coach")
    path = f"/organisations/{walk.made['congregation']['id']}/people"
    people = coach.call("identity", "GET", path)
    leaders = [one["person_id"] for one in people if one["role"] == "leader"]
    expect(len(leaders) == 3, f"the congregation has {len(leaders)} leaders, not three")
    return leaders


def _entries(walk: Walk, *, before: int = 0) -> dict[str, Mail]:
    """Return the one new mail of each leader about the workshop, in his language."""
    link = f"/sessions/{walk.made['session']['id']}"
    mails = {}
    for name, _full_name, language in LEADERS:
        mail = walk.next_mail(walk.address(name), link, before=before)
        expect(mail.language == language, f"{name}, who reads {language}, got {mail.language}")
        mails[name] = mail
    return mails


def _evening(days: int) -> datetime:
    """Return eight o'clock in the evening, some days from now."""
    day = datetime.now(HOME).date() + timedelta(days=days)
    return datetime.combine(day, time(20, 0), HOME)
