"""Planning, moving, confirming and cancelling one session."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import cast
from uuid import UUID

from sqlalchemy.orm import Session

from services.scheduling.actions import claims
from services.scheduling.actions.recording import (
    Step,
    invite,
    people_of,
    tell_cancelled,
    tell_moved,
    tell_planned,
)
from services.scheduling.actions.wishes import Changes, SessionWish, Wish, put_time
from services.scheduling.model import PlannedSession
from services.scheduling.queries import people, sessions
from services.scheduling.walltime import WallTime
from shared.actor import Actor
from shared.clock import new_id
from shared.errors import Conflict, Forbidden, Invalid

TIME_FIELDS = ("local_start", "zone", "minutes")
TEXT_FIELDS = ("title", "place", "agenda", "paragraph", "label", "pinned")
# what a calendar entry shows; a change of `place` also counts as a move
SHOWN_FIELDS = ("title", "place", "agenda", "label")


def plan(
    db: Session, actor: Actor, wish: SessionWish, *, host: str, at: datetime
) -> PlannedSession:
    """Give a session a date and invite people to it; `host` makes its calendar id worldwide."""
    people.must_guide(db, actor, wish.congregation_id)
    roles = invited(db, wish.congregation_id, wish.participants)
    session = draft(actor, wish, host=host, at=at)
    session.step_id = wish.step_id
    put_time(session, WallTime(wish.local_start, wish.zone), wish.minutes, at=at)
    invite(session, roles)
    db.add(session)
    db.flush()
    claims.lay(db, [session], roles)
    Step("planned", session, is_new=True).note(db, actor, at=at)
    tell_planned(db, session, announced=True, at=at)
    return session


def change(
    db: Session, actor: Actor, session_id: UUID, changes: Changes, *, at: datetime
) -> PlannedSession:
    """Change what is given; a change of time or place moves the session and is told to all."""
    session = _to_change(db, actor, session_id, ("idea", "confirmed"))
    _refuse_stale(session, changes)
    step, firm = Step("moved", session), session.state == "confirmed"
    previous, new = session.start_utc, _new_people(db, session, changes)
    moved = _apply(session, changes, at=at)
    db.flush()
    if firm and (moved or new):
        claims.lay(db, [session], people_of(session))
    if moved:
        step.note(db, actor, at=at)
        tell_moved(db, session, previous, announced=firm, at=at)
    elif new:
        tell_planned(db, session, announced=firm, at=at, only=new)
    return session


def confirm(
    db: Session, actor: Actor, session_id: UUID, *, host: str, at: datetime
) -> PlannedSession:
    """Make an idea firm at its time and invite people; from then on it no longer follows."""
    session = _to_change(db, actor, session_id, ("idea",))
    step = Step("confirmed", session)
    _invite_usual_too(db, session)
    # an idea may lie in the past by now; a firm date may not
    put_time(session, WallTime(session.local_start, session.zone), session.minutes, at=at)
    session.state, session.pinned = "confirmed", True
    session.uid = session.uid or calendar_id(host)
    session.sequence, session.revision_at = session.sequence + 1, at
    session.created_by = actor.id
    db.flush()
    claims.lay(db, [session], people_of(session))
    step.note(db, actor, at=at)
    tell_planned(db, session, announced=True, at=at)
    return session


def cancel(
    db: Session, actor: Actor, session_id: UUID, *, paragraph: str | None, at: datetime
) -> PlannedSession:
    """Call the session off; everybody's time is free again and they are told."""
    session = _to_change(db, actor, session_id, ("idea", "confirmed", "suspended"))
    step, was_firm = Step("cancelled", session), session.state == "confirmed"
    session.state, session.paragraph = "cancelled", paragraph
    session.sequence, session.revision_at = session.sequence + 1, at
    claims.release(db, [session.id])
    step.note(db, actor, at=at)
    tell_cancelled(db, session, announced=was_firm and session.end_utc > at, at=at)
    return session


def complete(db: Session, actor: Actor, session_id: UUID, *, at: datetime) -> PlannedSession:
    """Note that the session was held."""
    session = _to_change(db, actor, session_id, ("confirmed",))
    if session.start_utc > at:
        raise Conflict("It has not begun yet.")
    step = Step("done", session)
    session.state = "done"
    step.note(db, actor, at=at)
    return session


def answer(
    db: Session, actor: Actor, session_id: UUID, reply: str, *, at: datetime
) -> PlannedSession:
    """Note whether the asker himself will be there."""
    session = sessions.one(db, actor, session_id, for_change=True)
    mine = [one for one in session.participations if one.person_id == actor.id]
    if not mine:
        raise Forbidden("You are not one of its participants.")
    if session.state != "confirmed":
        raise Conflict("There is no firm date to answer.")
    mine[0].answer, mine[0].answered_at = reply, at
    return session


def invited(
    db: Session, congregation_id: UUID, wanted: Sequence[UUID] | None
) -> Mapping[UUID, str]:
    """Who takes part, each with the role: the wanted people, else the leaders and coaches."""
    if wanted is None:
        return people.usual_participants(db, congregation_id)
    roles = people.possible_participants(db, congregation_id, wanted)
    strangers = [person for person in wanted if person not in roles]
    if strangers:
        fields = {f"participants.{person}": "Nobody who can take part." for person in strangers}
        raise Invalid("Not everybody named can take part.", fields)
    return roles


def invite_usual(db: Session, session: PlannedSession) -> None:
    """Let those who lead and guide the congregation now take part, and nobody else."""
    invite(session, people.usual_participants(db, session.congregation_id))


def draft(actor: Actor, wish: Wish, *, host: str, at: datetime) -> PlannedSession:
    """A firm session as wished, still without a time and without people."""
    return PlannedSession(
        id=new_id(),
        congregation_id=wish.congregation_id,
        journey_id=wish.journey_id,
        kind=wish.kind,
        title=wish.title,
        place=wish.place,
        agenda=wish.agenda,
        paragraph=wish.paragraph,
        label=wish.label,
        state="confirmed",
        uid=calendar_id(host),
        sequence=0,
        revision_at=at,
        pinned=False,
        created_by=actor.id,
        created_at=at,
    )


def calendar_id(host: str) -> str:
    """A new worldwide name for a calendar entry (RFC 5545 UID)."""
    return f"{new_id()}@{host}"


def _to_change(
    db: Session, actor: Actor, session_id: UUID, states: Sequence[str]
) -> PlannedSession:
    session = sessions.one(db, actor, session_id, for_change=True)
    if not people.does_guide(db, actor, session.congregation_id):
        raise Forbidden("Only a coach of this congregation may do that.")
    if session.state not in states:
        raise Conflict(f"That cannot be done with a session that is {session.state}.")
    return session


def _refuse_stale(session: PlannedSession, changes: Changes) -> None:
    if changes.get("sequence", session.sequence) != session.sequence:
        raise Conflict("It was moved meanwhile.", {"sequence": "Read the session again."})


def _new_people(db: Session, session: PlannedSession, changes: Changes) -> tuple[UUID, ...]:
    wanted = changes.get("add_participants", [])
    there = set(people_of(session))
    new = [person for person in wanted if person not in there]
    if new:
        roles = {one.person_id: one.role for one in session.participations}
        roles |= invited(db, session.congregation_id, new)
        invite(session, roles)
    return tuple(new)


def _apply(session: PlannedSession, changes: Changes, *, at: datetime) -> bool:
    """Put the changes in; tells whether time or place differ now, so that people must know."""
    given = cast(Mapping[str, object], changes)
    moved = _differs(session, given, (*TIME_FIELDS, "place"))
    if _differs(session, given, TIME_FIELDS):
        wall = WallTime(
            changes.get("local_start", session.local_start), changes.get("zone", session.zone)
        )
        put_time(session, wall, changes.get("minutes", session.minutes), at=at)
    if moved:
        session.sequence += 1
        # what was written for an earlier letter does not fit this one
        session.paragraph = None
    if moved or _differs(session, given, SHOWN_FIELDS):
        session.revision_at = at
    for name in TEXT_FIELDS:
        if name in given:
            setattr(session, name, given[name])
    return moved


def _differs(session: PlannedSession, given: Mapping[str, object], names: Sequence[str]) -> bool:
    return any(name in given and given[name] != getattr(session, name) for name in names)


def _invite_usual_too(db: Session, session: PlannedSession) -> None:
    there = {one.person_id: one.role for one in session.participations}
    invite(session, there | people.usual_participants(db, session.congregation_id))
