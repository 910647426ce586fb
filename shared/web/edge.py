"""The edge's transaction: opened by the view, audited, committed once, events leave after it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime

from flask import current_app, g, request
from sqlalchemy.orm import Session

from shared import audit
from shared.actor import Actor
from shared.service import Tools


def tools() -> Tools:
    """Return the tools of the service whose view is running."""
    found: Tools = current_app.extensions["missionscoach"]
    return found


def actor() -> Actor:
    """Return who is asking."""
    asking: Actor = g.actor
    return asking


def now() -> datetime:
    """Return this moment by the service's clock."""
    return tools().clock.now()


@contextmanager
def writing(noted: Mapping[str, str] | None = None) -> Iterator[Session]:
    """Open the request's writing transaction; its audit row, with what is `noted`, is part of it.

    What is noted may be filled in until the transaction ends.
    """
    rule = request.url_rule.rule if request.url_rule else request.path
    objects = {name: str(value) for name, value in (request.view_args or {}).items()}
    with tools().db.write() as db:
        yield db
        objects.update(noted or {})
        audit.note(db, actor(), f"{request.method} {rule}", at=now(), objects=objects)


@contextmanager
def reading() -> Iterator[Session]:
    """Open the request's reading transaction."""
    with tools().db.read() as db:
        yield db
