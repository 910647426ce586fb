"""How raters answer: with a one-time link or code, or on paper that a volunteer types in.

A link only knows whether it was used. What is answered is written down without it, and these
writes leave no line in the log of who did what, so that no moment leads to a person.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from services.congregations import policy
from services.congregations.instruments import thaw
from services.congregations.model import RaterForm, RaterLink, RaterNote, Round
from services.congregations.queries import discovery as queries
from shared.actor import Actor
from shared.errors import Conflict, Invalid

MOST_LINKS = 3000  # of one round: more than any congregation hands out
# without characters that look like one another; twelve of these make 58 bits
LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


@dataclass(frozen=True)
class Handed:
    """A link as it is handed out, once: the secret of its address, or the code to type."""

    token: str
    code: str


@dataclass(frozen=True, kw_only=True)
class Answers:
    """What a rater answered: per question a level or None for "I do not know", and a note."""

    levels: Mapping[str, int | None]
    note: str = ""


def make_links(db: Session, actor: Actor, round_id: UUID, *, role: str, count: int) -> list[Handed]:
    """Make this many links for raters of a role; only their hashes are kept."""
    found = queries.round_to_change(db, actor, round_id, any_of=policy.WALKING)
    queries.demand_open(found)
    made = select(func.count()).where(RaterLink.round_id == found.id)
    if (db.scalar(made) or 0) + count > MOST_LINKS:
        raise Conflict(f"A round has at most {MOST_LINKS} links.")
    handed = [Handed(secrets.token_urlsafe(16), _fresh_code()) for _ in range(count)]
    db.add_all(
        RaterLink(
            token_hash=queries.digest(one.token),
            code_hash=queries.digest(queries.plain_code(one.code)),
            round_id=found.id,
            role=role,
            used=False,
        )
        for one in handed
    )
    db.flush()
    return handed


def answer_once(db: Session, token: str, answers: Answers) -> None:
    """Answer with a link or code; of two who try at once one counts, the other is told."""
    link = queries.find_link(db, token)
    # the round stays open until this answer is kept
    found = queries.locked(db, link.round_id)
    queries.demand_open(found)
    once = RaterLink.token_hash == link.token_hash, RaterLink.used.is_(False)
    use = update(RaterLink).where(*once).values(used=True).returning(RaterLink.token_hash)
    if db.scalar(use) is None:
        raise Conflict(queries.USED)
    _keep(db, found, link.role, answers)


def enter_form(db: Session, actor: Actor, round_id: UUID, *, role: str, answers: Answers) -> None:
    """Type in a form that was filled in on paper."""
    found = queries.round_of(db, actor, round_id)
    found = queries.locked(db, found.id)
    queries.demand_open(found)
    _keep(db, found, role, answers)


def _keep(db: Session, found: Round, role: str, answers: Answers) -> None:
    known = {item.code for area in thaw(found.questions).areas for item in area.items}
    strange = sorted(set(answers.levels) - known)
    if strange:
        raise Invalid("That is no question of this round.", {"levels": strange[0][:40]})
    if not answers.levels:
        raise Invalid("Answer at least one question.", {"levels": "Nothing was answered."})
    db.add(RaterForm(round_id=found.id, role=role, levels=dict(answers.levels)))
    if answers.note:
        db.add(RaterNote(round_id=found.id, text=answers.note))
    db.flush()


def _fresh_code() -> str:
    drawn = "".join(secrets.choice(LETTERS) for _ in range(12))
    return "-".join((drawn[:4], drawn[4:8], drawn[8:]))
