"""What coaches ask of congregations: home, profile, journey, log, notes, files."""

from typing import Any
from urllib.parse import quote

from services.portal.clients.calling import call, given

Answer = dict[str, Any]


def home(full: int) -> Answer:
    """Return `{today, congregations, others}`: so many in full, the longest unheard first."""
    return _get(f"/home?full={full}")


def register(**facts: Any) -> Answer:
    """Register a congregation; the coach guides it at once."""
    return _post("/congregations", given(**facts))


def profile(congregation_id: str) -> Answer:
    """Return a congregation's profile."""
    return _get(f"/congregations/{congregation_id}")


def change_profile(congregation_id: str, facts: Answer) -> Answer:
    """Change a profile; `facts` holds the version last seen, null means not known."""
    path = f"/congregations/{congregation_id}"
    done: Answer = call("congregations", "PATCH", path, json_body=facts).json
    return done


def journey(congregation_id: str) -> Answer:
    """Return `{congregation, relations, journey, previous, launch, decisions, files}`."""
    return _get(f"/congregations/{congregation_id}/journey")


def templates() -> list[Answer]:
    """Return the journeys one can open."""
    found: list[Answer] = _get("/templates")["items"]
    return found


def open_journey(congregation_id: str, template: str, tracks: str) -> Answer:
    """Open a journey: the whole or the entry track alone."""
    body = {"template": template, "tracks": tracks}
    return _post(f"/congregations/{congregation_id}/journeys", body)


def add_track(journey_id: str, body: Answer) -> Answer:
    """Add a part of the template or one of one's own."""
    return _post(f"/journeys/{journey_id}/tracks", body)


def change_track(track_id: str, body: Answer) -> Answer:
    """Rename or move a track."""
    done: Answer = call("congregations", "PATCH", f"/tracks/{track_id}", json_body=body).json
    return done


def drop_track(track_id: str) -> None:
    """Leave a track out of this journey."""
    call("congregations", "DELETE", f"/tracks/{track_id}")


def move_track(track_id: str, **facts: Any) -> Answer:
    """Bring a track into another state: `to`, `reason`, `until`."""
    return _post(f"/tracks/{track_id}/states", given(**facts))


def done_before(track_id: str, on: str, note: str) -> Answer:
    """Note that a track was done before, on paper."""
    return _post(f"/tracks/{track_id}/done-before", given(on=on, note=note or None))


def add_step(track_id: str, **facts: Any) -> Answer:
    """Add an evening to a track."""
    return _post(f"/tracks/{track_id}/steps", given(**facts))


def change_step(step_id: str, body: Answer) -> Answer:
    """Rename or move an evening."""
    done: Answer = call("congregations", "PATCH", f"/steps/{step_id}", json_body=body).json
    return done


def drop_step(step_id: str) -> None:
    """Leave an evening out."""
    call("congregations", "DELETE", f"/steps/{step_id}")


def report_decision(congregation_id: str, **facts: Any) -> Answer:
    """Write down a decision as it was reported."""
    return _post(f"/congregations/{congregation_id}/decisions", given(**facts))


def launch(journey_id: str, held_on: str, **texts: str | None) -> Answer:
    """Record the launch (`note`, `waiver`); evaluations follow from it."""
    return _post(f"/journeys/{journey_id}/launch", given(held_on=held_on, **texts))


def withdraw_launch(launch_id: str) -> None:
    """Take a recorded launch back."""
    call("congregations", "DELETE", f"/launches/{launch_id}")


def contacts(congregation_id: str) -> list[Answer]:
    """Return the contact log, newest first."""
    found: list[Answer] = _get(f"/congregations/{congregation_id}/contacts?limit=20")["items"]
    return found


def add_contact(congregation_id: str, **facts: Any) -> Answer:
    """Write down a contact in one line."""
    return _post(f"/congregations/{congregation_id}/contacts", given(**facts))


def notes(congregation_id: str) -> list[Answer]:
    """Return one's own private notes."""
    found: list[Answer] = _get(f"/congregations/{congregation_id}/notes")["items"]
    return found


def add_note(congregation_id: str, text: str) -> Answer:
    """Keep a private note."""
    return _post(f"/congregations/{congregation_id}/notes", {"text": text})


def drop_note(note_id: str) -> None:
    """Throw a private note away."""
    call("congregations", "DELETE", f"/notes/{note_id}")


def add_file(congregation_id: str, name: str, content: bytes, media_type: str) -> Answer:
    """Keep a file of at most 10 MB."""
    path = f"/congregations/{congregation_id}/files?name={quote(name)}"
    done: Answer = call("congregations", "POST", path, raw=(content, media_type)).json
    return done


def file(file_id: str) -> tuple[bytes, str]:
    """Return a file's bytes and media type."""
    reply = call("congregations", "GET", f"/files/{file_id}")
    return reply.body, reply.content_type


def take_in(content: bytes, media_type: str, *, dry_run: bool) -> Answer:
    """Take in a list of congregations, or only tell what would happen."""
    path = f"/imports?dry_run={int(dry_run)}"
    done: Answer = call("congregations", "POST", path, raw=(content, media_type)).json
    return done


def _get(path: str) -> Answer:
    found: Answer = call("congregations", "GET", path).json
    return found


def _post(path: str, body: Answer) -> Answer:
    done: Answer = call("congregations", "POST", path, json_body=body).json
    return done
