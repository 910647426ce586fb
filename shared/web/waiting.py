"""The operator's look at a service's events: what waits, what is parked and why, try again."""

from uuid import UUID

from flask import Flask, Response, jsonify
from sqlalchemy import func, select

from shared.errors import NotFound
from shared.events import kept
from shared.events.tables import outbox
from shared.web import edge

ACCESS: dict[str, tuple[str, ...]] = {
    "GET /events": ("operator:any",),
    "POST /events/<uuid:event_id>/replay": ("operator:any",),
}


def install(app: Flask) -> None:
    """Add the two routes to a service's app."""
    app.get("/events")(_list)
    app.post("/events/<uuid:event_id>/replay")(_replay)


def _list() -> Response:
    with edge.reading() as db:
        refused = db.scalar(
            select(func.count()).select_from(outbox).where(outbox.c.refused.is_not(None))
        )
        items = [{key: _plain(value) for key, value in row.items()} for row in kept.waiting(db)]
    return jsonify(items=items, refused_by_broker=refused)


def _replay(event_id: UUID) -> tuple[Response, int]:
    with edge.writing() as db:
        if not kept.replay(db, event_id, at=edge.now()):
            raise NotFound
    return jsonify(state="retry"), 202


def _plain(value: object) -> object:
    if value is None or isinstance(value, (str, int)):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
