"""What pages ask of congregations about workshops and their reports."""

from typing import Any

from services.portal.clients.calling import call, given, with_query

Answer = dict[str, Any]


def workshops(congregation_id: str) -> Answer:
    """Return `{relations, congregation, items, planned, tracks}`, the newest workshop first."""
    return _get(f"/congregations/{congregation_id}/workshops")


def start(congregation_id: str, **facts: Any) -> Answer:
    """Begin the record of a workshop; of a planned session there is one."""
    return _send("POST", f"/congregations/{congregation_id}/workshops", given(**facts))


def workshop(workshop_id: str) -> Answer:
    """Return `{relations, congregation, workshop, track, code, last_of_track}`."""
    return _get(f"/workshops/{workshop_id}")


def report(workshop_id: str) -> Answer:
    """Return the same with `photos`, each with its small picture as `source`."""
    return _get(f"/workshops/{workshop_id}/report")


def revise(workshop_id: str, facts: Answer) -> Answer:
    """Write otherwise what stands around the cards."""
    return _send("PATCH", f"/workshops/{workshop_id}", facts)


def add_cards(workshop_id: str, key: str, cards: list[Answer], facts: Answer | None) -> Answer:
    """Put cards on their boards; the same key sent again adds nothing."""
    body = given(key=key, cards=cards, facts=facts)
    return _send("POST", f"/workshops/{workshop_id}/cards", body)


def arrange(workshop_id: str, cards: list[Answer], drop: list[str]) -> Answer:
    """Change cards, and take some away."""
    return _send("PATCH", f"/workshops/{workshop_id}/cards", {"cards": cards, "drop": drop})


def merge(workshop_id: str, cards: list[str]) -> Answer:
    """Lay cards together into the first."""
    return _send("POST", f"/workshops/{workshop_id}/merges", {"cards": cards})


def publish(workshop_id: str, *, track_reported: bool) -> Answer:
    """Make the report final."""
    body = {"track_reported": track_reported}
    return _send("POST", f"/workshops/{workshop_id}/publication", body)


def reopen(workshop_id: str) -> Answer:
    """Take a published report up again."""
    done: Answer = call("congregations", "POST", f"/workshops/{workshop_id}/reopening").json
    return done


def add_photo(workshop_id: str, content: bytes, caption: str) -> Answer:
    """Keep a photo of at most 10 MB."""
    path = with_query(f"/workshops/{workshop_id}/photos", caption=caption)
    done: Answer = call("congregations", "POST", path, raw=(content, "image/jpeg")).json
    return done


def drop_photo(photo_id: str) -> None:
    """Throw a photo away."""
    call("congregations", "DELETE", f"/workshop-photos/{photo_id}")


def _get(path: str) -> Answer:
    found: Answer = call("congregations", "GET", path).json
    return found


def _send(method: str, path: str, body: Answer) -> Answer:
    done: Answer = call("congregations", method, path, json_body=body).json
    return done
