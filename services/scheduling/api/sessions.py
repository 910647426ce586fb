"""Planning sessions and runs, and reading them."""

from typing import Any
from uuid import UUID

from flask import current_app

from services.scheduling.actions import runs as run_actions
from services.scheduling.actions import sessions as actions
from services.scheduling.actions.runs import Proposal
from services.scheduling.actions.wishes import Changes, RunWish, SessionWish
from services.scheduling.queries import sessions as queries
from services.scheduling.queries.sessions import Listed, Page
from services.scheduling.queries.views import SessionView
from services.scheduling.schemas.incoming import (
    AnswerIn,
    CancellationIn,
    ChangesIn,
    OfCongregation,
    PageQuery,
    RunIn,
    RunQuery,
    SessionIn,
)
from services.scheduling.schemas.outgoing import RunOut, SessionOut, SessionsOut
from shared.web import edge
from shared.web.app import blueprint

sessions = blueprint("sessions", "Dated things: sessions and course runs")


@sessions.post("/sessions")
@sessions.arguments(SessionIn)
@sessions.response(201, SessionOut)
def plan(wish: SessionWish) -> SessionView:
    """Plan a session; 409 names who is booked already."""
    actor, at = edge.actor(), edge.now()
    with edge.writing() as db:
        session = actions.plan(db, actor, wish, host=_host(), at=at)
        return queries.shown(db, actor, session, at)


@sessions.get("/sessions")
@sessions.arguments(OfCongregation, location="query")
@sessions.response(200, SessionsOut)
def of_congregation(wanted: tuple[UUID, Page]) -> Listed:
    """Read a congregation's sessions, by time."""
    congregation_id, page = wanted
    with edge.reading() as db:
        return queries.of_congregation(db, edge.actor(), congregation_id, page=page, at=edge.now())


@sessions.get("/calendar")
@sessions.arguments(PageQuery, location="query")
@sessions.response(200, SessionsOut)
def calendar(page: Page) -> Listed:
    """Read the sessions in which one takes part oneself, by time."""
    with edge.reading() as db:
        return queries.of_person(db, edge.actor(), page=page, at=edge.now())


@sessions.get("/sessions/<uuid:session_id>")
@sessions.response(200, SessionOut)
def read(session_id: UUID) -> SessionView:
    """Read one session."""
    actor = edge.actor()
    with edge.reading() as db:
        return queries.shown(db, actor, queries.one(db, actor, session_id), edge.now())


@sessions.patch("/sessions/<uuid:session_id>")
@sessions.arguments(ChangesIn)
@sessions.response(200, SessionOut)
def change(changes: Changes, session_id: UUID) -> SessionView:
    """Change a session; another time or place moves it and everybody is told."""
    actor, at = edge.actor(), edge.now()
    with edge.writing() as db:
        session = actions.change(db, actor, session_id, changes, at=at)
        return queries.shown(db, actor, session, at)


@sessions.post("/sessions/<uuid:session_id>/confirmation")
@sessions.arguments(ChangesIn)
@sessions.response(200, SessionOut)
def confirm(changes: Changes, session_id: UUID) -> SessionView:
    """Make an idea (an evaluation, the APK) firm, at its date or another."""
    actor, at = edge.actor(), edge.now()
    with edge.writing() as db:
        if changes:
            actions.change(db, actor, session_id, changes, at=at)
        session = actions.confirm(db, actor, session_id, host=_host(), at=at)
        return queries.shown(db, actor, session, at)


@sessions.post("/sessions/<uuid:session_id>/cancellation")
@sessions.arguments(CancellationIn)
@sessions.response(200, SessionOut)
def cancel(why: dict[str, Any], session_id: UUID) -> SessionView:
    """Call a session off."""
    actor, at = edge.actor(), edge.now()
    with edge.writing() as db:
        session = actions.cancel(db, actor, session_id, paragraph=why["paragraph"], at=at)
        return queries.shown(db, actor, session, at)


@sessions.post("/sessions/<uuid:session_id>/completion")
@sessions.response(200, SessionOut)
def complete(session_id: UUID) -> SessionView:
    """Note that a session was held."""
    actor, at = edge.actor(), edge.now()
    with edge.writing() as db:
        session = actions.complete(db, actor, session_id, at=at)
        return queries.shown(db, actor, session, at)


@sessions.post("/sessions/<uuid:session_id>/answer")
@sessions.arguments(AnswerIn)
@sessions.response(200, SessionOut)
def answer(given: dict[str, str], session_id: UUID) -> SessionView:
    """Say whether one will be there."""
    actor, at = edge.actor(), edge.now()
    with edge.writing() as db:
        session = actions.answer(db, actor, session_id, given["answer"], at=at)
        return queries.shown(db, actor, session, at)


@sessions.post("/runs")
@sessions.arguments(RunIn)
@sessions.arguments(RunQuery, location="query")
@sessions.response(201, RunOut)
def plan_run(wish: RunWish, query: dict[str, int]) -> Any:
    """Plan a course run in one act; with `dry_run=1` only show it (200)."""
    actor, at = edge.actor(), edge.now()
    if query["dry_run"]:
        with edge.reading() as db:
            return run_actions.propose(db, actor, wish, at=at), 200
    with edge.writing() as db:
        planned: Proposal = run_actions.plan(db, actor, wish, host=_host(), at=at)
        return planned


def _host() -> str:
    host: str = current_app.config["PUBLIC_HOST"]
    return host
