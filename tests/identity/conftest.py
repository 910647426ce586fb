"""Asking identity in short, and looking into its tables."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select, text
from werkzeug.test import TestResponse

from services.host import Host
from shared.audit import audit
from shared.clock import StillClock
from shared.contracts.envelope import open_envelope
from shared.events.tables import outbox
from tests import askers

Ask = Callable[..., TestResponse]


@pytest.fixture
def ask(host: Host) -> Ask:
    def call(asker: Any, method: str, path: str, json: object = None) -> TestResponse:
        return askers.call(host, asker, "identity", method, path, json)

    return call


@pytest.fixture
def letter(host: Host, ask: Ask) -> Callable[[str], dict[str, Any]]:
    """Ask for a sign-in and return what its letter would say, with the number of the sign-in."""

    def write(email: str) -> dict[str, Any]:
        number = ask(None, "POST", "/sign-ins", {"email": email}).json["sign_in_id"]
        mailer = askers.service(host, "notifications")
        return {"id": number, **ask(mailer, "POST", f"/sign-ins/{number}/letter").json}

    return write


@pytest.fixture
def sign_in(letter: Callable[[str], dict[str, Any]], ask: Ask) -> Callable[..., str]:
    """Sign a person in by his letter and return the session token."""

    def enter(email: str, **more: object) -> str:
        token = letter(email)["token"]
        answer = ask(None, "POST", "/sign-ins/check", {"token": token, **more})
        return str(answer.json["session_token"])

    return enter


def events(host: Host, name: str) -> list[dict[str, object]]:
    """Return the data of all events of this name that identity recorded, in order."""
    with host.tools["identity"].db.read() as db:
        rows = db.execute(select(outbox.c.type, outbox.c.body).order_by(outbox.c.position)).all()
    return [open_envelope(row.body).data for row in rows if f".{name}.v" in row.type]


def audited(host: Host) -> list[str]:
    """Return the acts that identity wrote down, in order."""
    with host.tools["identity"].db.read() as db:
        return list(db.scalars(select(audit.c.act).order_by(text("rowid"))))


def contents(host: Host) -> dict[str, list[object]]:
    """Return every row of every table of identity."""
    database = host.tools["identity"].db
    with database.read() as db:
        names = db.scalars(text("SELECT name FROM sqlite_master WHERE type = 'table'")).all()
        return {
            name: [tuple(row) for row in db.execute(text(f'SELECT * FROM "{name}"'))]
            for name in names
        }


__all__ = ["Ask", "StillClock", "audited", "contents", "events"]
