"""Dates: a workshop is planned and moved, the congregation launches, evaluations follow."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from services.tour.entries import Component
from services.tour.mail import Mail
from services.tour.missing import expect, wait_for
from services.tour.page import Form
from services.tour.steps.arriving import LEADERS
from services.tour.walk import Walk

HOME = ZoneInfo("Europe/Amsterdam")
TITLE = "Waar staan we nu?"


def workshop_is_planned(walk: Walk) -> str:
    """The workshop is planned; three leaders get one mail each with one calendar entry."""
    start = _free_moment(walk)
    form = _planning_form(walk)
    wish = {
        "kind": "discover_workshop",
        "title": TITLE,
        "on": f"{start:%Y-%m-%d}",
        "at": f"{start:%H:%M}",
        "minutes": "150",
        "place": "Gemeentezaal De Wegwijzer",
        "agenda": "Kennismaken\nWaar staan we nu?",
        "label": "1",
    }
    walk.browser("coach").send(form, wish)
    walk.made["session"], walk.made["start"] = _planned(walk), start
    mails = _entries(walk)
    for name, mail in mails.items():
        method, entry = mail.entry()
        expect(method == "REQUEST", f"the invitation of {name} is a {method}")
        _expect_moment(entry, name, start)
        attendees = [value.lower() for _, value in entry.all("ATTENDEE")]
        alone = attendees == [f"mailto:{walk.address(name)}"]
        expect(alone, f"the invitation of {name} names {attendees}")
    walk.made["entries"] = {name: mail.entry()[1] for name, mail in mails.items()}
    languages = ", ".join(mail.language for mail in mails.values())
    uid = walk.made["entries"]["anna"].one("UID")
    return f"{start:%Y-%m-%d %H:%M}; one mail each ({languages}), one VEVENT each, UID {uid}"


def workshop_moves(walk: Walk) -> str:
    """The workshop moves: the same calendar entry changes, with a higher sequence."""
    coach, start = walk.browser("coach"), walk.made["start"] + timedelta(days=7)
    form = coach.open(f"/coach/sessions/{walk.made['session']['id']}").form("on", "at", "act")
    coach.send(form, {"on": f"{start:%Y-%m-%d}", "act": "change"})
    steps = []
    for name, mail in _entries(walk, before=1).items():
        _, entry = mail.entry()
        earlier = walk.made["entries"][name]
        same = entry.one("UID") == earlier.one("UID")
        expect(same, f"{name} got another calendar entry instead of a change")
        was, now = int(earlier.one("SEQUENCE")), int(entry.one("SEQUENCE"))
        expect(now > was, f"the change for {name} has sequence {now} after {was}")
        _expect_moment(entry, name, start)
        steps.append(f"{was}→{now}")
    return f"now {start:%Y-%m-%d %H:%M}; same UID, sequence {', '.join(steps)}"


def congregation_launches(walk: Walk) -> str:
    """The launch is agreed and held; it rests on a strategy from paper and a written waiver."""
    coach, base = walk.browser("coach"), f"/coach/congregations/{walk.made['congregation']['id']}"
    track = next(one for one in walk.made["journey"]["tracks"] if one["kind"] == "launch")
    state = coach.open(f"{base}/tracks/{track['id']}").form("to", "until", "act")
    coach.send(state, {"to": "agreed", "act": "state"})
    held_on = datetime.now(HOME).date()
    form = coach.open(base).form("held_on", "note", action="/launch")
    held = {"held_on": held_on.isoformat(), "note": "Met de hele gemeente."}
    coach.send(form, held)
    told = coach.call("congregations", "GET", base.removeprefix("/coach") + "/journey")
    expect(not told["launch"], "a launch was written down that rests on nothing")
    _take_over_strategy(walk)
    coach.send(form, {**held, "waiver": "In de gemeentevergadering besproken, niet geteld."})
    told = coach.call("congregations", "GET", base.removeprefix("/coach") + "/journey")
    expect(told["launch"], "the launch was not written down")
    walk.made["launch"] = told["launch"]
    return f"launched on {held_on}"


def _take_over_strategy(walk: Walk) -> None:
    """Note that the congregation wrote its strategy on paper."""
    tracks = walk.made["journey"]["tracks"]
    track = next(one for one in tracks if one["kind"] == "mobilisation")
    done = {"on": datetime.now(HOME).date().isoformat(), "note": "Op papier, met de raad."}
    path = f"/tracks/{track['id']}/done-before"
    walk.browser("coach").call("congregations", "POST", path, done)


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


def _planning_form(walk: Walk) -> Form:
    """Return the form once scheduling has heard of all three leaders, who are invited by it."""
    wait_for(
        lambda: _is_expected(walk),
        "scheduling did not hear that the three leaders belong to the congregation",
    )
    path = f"/coach/congregations/{walk.made['congregation']['id']}/sessions/new"
    return walk.browser("coach").open(path).form("kind", "on", "at")


def _is_expected(walk: Walk) -> bool:
    """Tell whether a course that is only tried out would invite the three leaders."""
    trial = {
        "congregation_id": walk.made["congregation"]["id"],
        "first": (datetime.now(HOME).date() + timedelta(days=400)).isoformat(),
        "time": "06:00",
        "count": 1,
    }
    told = walk.browser("coach").call(
        "scheduling", "POST", "/runs?dry_run=1", trial, status=(200, 404, 422)
    )
    sessions = told.get("sessions", [])
    return bool(sessions) and len(sessions[0]["participants"]) == len(LEADERS) + 1


def _planned(walk: Walk) -> Any:
    path = f"/sessions?congregation_id={walk.made['congregation']['id']}&limit=200"
    items = walk.browser("coach").call("scheduling", "GET", path)["items"]
    expect(len(items) == 1, f"the page planned {len(items)} sessions, not one")
    return items[0]


def _expect_moment(entry: Component, name: str, start: datetime) -> None:
    moment = entry.moment("DTSTART")
    expect(moment == start.astimezone(UTC), f"{name} reads {moment}, not {start}")


def _entries(walk: Walk, *, before: int = 0) -> dict[str, Mail]:
    """Return the one new mail of each leader about the workshop, in his language."""
    link = f"/sessions/{walk.made['session']['id']}"
    mails = {}
    for name, _full_name, language in LEADERS:
        mail = walk.next_mail(walk.address(name), link, before=before)
        expect(mail.language == language, f"{name}, who reads {language}, got {mail.language}")
        mails[name] = mail
    return mails


def _free_moment(walk: Walk) -> datetime:
    """Return a whole hour on a Wednesday; another tour takes another, for the coach is the same."""
    week, hour = divmod(int(walk.mark, 16) % 400, 10)
    today = datetime.now(HOME).date()
    day = today + timedelta(days=(2 - today.weekday()) % 7, weeks=6 + week)
    return datetime.combine(day, time(9 + hour), HOME)
