"""The letters about one dated meeting, with its entry for the reader's calendar."""

from datetime import date
from typing import Any
from uuid import UUID

from services.notifications import clients
from services.notifications.calendar import CalendarPart, Invitation, Method, calendar_part
from services.notifications.clients import Person
from services.notifications.mail import Sender
from services.notifications.writing.draft import (
    Draft,
    NotTrue,
    Occasion,
    Unwanted,
    answered_by,
    name_of,
    reader,
)

SENSITIVE = 2
MONTHS = {"evaluation_6": 6, "evaluation_12": 12, "apk": 12}


def session(occasion: Occasion) -> Draft:
    """Tell a participant that a meeting is planned, moved or cancelled."""
    message = occasion.message
    told = clients.session_letter(occasion.tools, message.subject_id, message.person_id)
    _demand_current(occasion, told)
    demand_wanted(occasion, told["choice"])
    known, coach_id = acquainted(occasion, told)
    to = reader(known, message.person_id)
    facts = {
        "title": told[f"title_{to.language}"],
        "start": told["start_utc"],
        "zone": told["zone"],
        "minutes": told["minutes"],
        "place": told["place"],
        "agenda": told["agenda"],
        "personal": told["paragraph"],
        "coach": name_of(known, coach_id),
        "link": occasion.link(f"/sessions/{message.subject_id}"),
        "discreet": is_sensitive(told),
        "code": told["code"],
    }
    if message.letter == "session_moved":
        facts["previous_start"] = told["previous_start_utc"]
    reply_to = None if is_sensitive(told) else answered_by(known, coach_id, to)
    return Draft(to, facts, reply_to, _calendar(occasion, told, to))


def evaluation_due(occasion: Occasion) -> Draft:
    """Ask for a firm date for an evaluation that comes near."""
    message = occasion.message
    told = clients.session_letter(occasion.tools, message.subject_id, message.person_id)
    occasion.demand_state(told["state"])
    known, coach_id = acquainted(occasion, told)
    to = reader(known, message.person_id)
    latest = (told.get("due") or {}).get("latest")
    facts = {
        "congregation": clients.congregation_name(occasion.tools, UUID(told["congregation_id"])),
        "months": MONTHS.get(told["kind"]),
        "until": date.fromisoformat(latest) if latest else told["start_utc"].date(),
        "coach": name_of(known, coach_id),
        "personal": told["paragraph"],
        "link": occasion.link(f"/sessions/{message.subject_id}"),
        "discreet": is_sensitive(told),
        "code": told["code"],
    }
    reply_to = None if is_sensitive(told) else answered_by(known, coach_id, to)
    return Draft(to, facts, reply_to)


def is_sensitive(told: dict[str, Any]) -> bool:
    """Tell whether the letter may name nothing but a code."""
    return bool(told["label"] >= SENSITIVE)


def acquainted(occasion: Occasion, told: dict[str, Any]) -> tuple[dict[UUID, Person], UUID | None]:
    """Return the reader and the coach, by id, and which of them is the coach."""
    coach_id = UUID(told["coach_id"]) if told["coach_id"] else None
    wanted = [occasion.message.person_id, *([coach_id] if coach_id else [])]
    return clients.people(occasion.tools, wanted), coach_id


def demand_wanted(occasion: Occasion, choice: str | None) -> None:
    """Raise `Unwanted` for who reads his dates elsewhere, unless the date is near."""
    if choice in ("feed", "none") and occasion.message.importance != "critical":
        raise Unwanted(f"the person chose {choice} for dates")


def _demand_current(occasion: Occasion, told: dict[str, Any]) -> None:
    message = occasion.message
    if message.revision is not None and told["sequence"] > message.revision:
        raise NotTrue(f"revision {told['sequence']} follows on {message.revision}")
    occasion.demand_state(told["state"])
    takes_part = str(message.person_id) in {one["person_id"] for one in told["participants"]}
    if message.letter != "session_cancelled" and not takes_part:
        raise NotTrue("the person takes part no longer")


def _calendar(occasion: Occasion, told: dict[str, Any], to: Person) -> CalendarPart | None:
    if told["choice"] != "invitation" or told["uid"] is None:
        return None
    method: Method = "CANCEL" if occasion.message.letter == "session_cancelled" else "REQUEST"
    invitation = Invitation(
        uid=told["uid"],
        sequence=told["sequence"],
        dtstamp=told["revision_at"],
        method=method,
        start_utc=told["start_utc"],
        end_utc=told["end_utc"],
        summary=told[f"title_{to.language}"],
        organizer=Sender.from_text(occasion.settings.mail_from).address,
        attendee=to.email,
        location=told["place"] or "",
        url=occasion.link(f"/sessions/{occasion.message.subject_id}"),
    )
    return calendar_part(invitation)
