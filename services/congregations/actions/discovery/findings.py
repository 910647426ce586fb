"""Findings: what is strong, what can improve, values, and the rules nobody ever wrote down."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from services.congregations import policy
from services.congregations.model import Action, Finding, FindingChange, Strategy
from services.congregations.queries import discovery as queries
from services.congregations.queries import profiles
from shared.actor import Actor
from shared.errors import Conflict, Invalid

MOST = 1000  # on one board
LONGEST = 300


def write_findings(
    db: Session,
    actor: Actor,
    congregation_id: UUID,
    *,
    kind: str,
    texts: Sequence[str],
    at: datetime,
) -> list[Finding]:
    """Put lines on the board; a line that stands there already is not put there twice."""
    profiles.standing(db, actor, congregation_id).demand(any_of=policy.ALL)
    return keep_findings(db, congregation_id, kind, texts, by=actor.id, at=at)


def keep_findings(
    db: Session,
    congregation_id: UUID,
    kind: str,
    texts: Sequence[str],
    *,
    workshop_id: UUID | None = None,
    by: UUID | None,
    at: datetime,
) -> list[Finding]:
    """Keep these texts as findings, whoever asks; returns the new ones only.

    Handing over the same texts again changes nothing: what somebody took from the board since
    does not come back because a report was put right.
    """
    profiles.congregation(db, congregation_id, lock=True)
    there = queries.findings(db, congregation_id)
    known = {one.text.casefold() for one in there if one.kind == kind}
    if workshop_id:
        before = queries.texts_of_workshop(db, workshop_id, kind)
        known.update(text.casefold() for text in before)
    fresh: dict[str, str] = {}
    for line in filter(None, (one.strip()[:LONGEST] for one in texts)):
        fresh.setdefault(line.casefold(), line)
    new = [line for key, line in fresh.items() if key not in known]
    if len(there) + len(new) > MOST:
        raise Conflict(f"The board has room for {MOST} lines; take some away first.")
    last = max((one.position for one in there), default=0)
    kept = [
        Finding(
            congregation_id=congregation_id,
            kind=kind,
            text=line,
            position=position,
            theme="",
            state="open",
            workshop_id=workshop_id,
            by=by,
            at=at,
        )
        for position, line in enumerate(new, last + 1)
    ]
    db.add_all(kept)
    db.flush()
    return kept


def gather(
    db: Session, actor: Actor, congregation_id: UUID, ids: Sequence[UUID], *, theme: str
) -> list[Finding]:
    """Lay findings together under a theme, or with an empty theme apart again."""
    profiles.standing(db, actor, congregation_id).demand(any_of=policy.ALL)
    profiles.congregation(db, congregation_id, lock=True)
    chosen = [one for one in queries.findings(db, congregation_id) if one.id in set(ids)]
    if len(chosen) != len(set(ids)):
        raise Invalid("Some of these are not on this board.", {"ids": "Not on this board."})
    for one in chosen:
        one.theme = theme
    return chosen


def revise_finding(
    db: Session, actor: Actor, finding_id: UUID, values: Mapping[str, object], *, at: datetime
) -> Finding:
    """Put a finding otherwise (`text`, `kind`, `theme`, `action_id`), or say how far it is.

    `state` belongs to unwritten rules; with it goes a `note`.
    """
    found = queries.finding(db, actor, finding_id, lock=True)
    kind = str(values.get("kind", found.kind))
    if "state" in values and kind != "unwritten_rule":
        raise Invalid("Only an unwritten rule is worked on.", {"state": "Not for this kind."})
    state = str(values.get("state", found.state)) if kind == "unwritten_rule" else "open"
    if state != found.state:
        _change(found, actor, state, str(values.get("note", "")), at)
    _demand_own_action(db, found, values.get("action_id"))
    for name in ("text", "kind", "theme", "action_id"):
        if name in values:
            setattr(found, name, values[name])
    db.flush()
    return found


def drop_finding(db: Session, actor: Actor, finding_id: UUID, *, at: datetime) -> None:
    """Take a finding from the board."""
    found = queries.finding(db, actor, finding_id, lock=True)
    found.dropped_by, found.dropped_at = actor.id, at


def _demand_own_action(db: Session, found: Finding, action_id: object) -> None:
    if action_id is None:
        return
    action = db.get(Action, action_id)
    strategy = db.get(Strategy, action.strategy_id) if action else None
    if strategy is None or strategy.congregation_id != found.congregation_id:
        fault = "Not an action of this congregation."
        raise Invalid("There is no such action here.", {"action_id": fault})


def _change(found: Finding, actor: Actor, state: str, note: str, at: datetime) -> None:
    change = FindingChange(from_state=found.state, to_state=state, note=note, by=actor.id, at=at)
    found.changes.append(change)
    found.state = state
