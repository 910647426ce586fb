"""The slips of a survey: handed out once, handed in once, and then of nobody.

A token is 128 random bits of which only the hash is kept. Handing in marks it as used and adds
one to a tally; which answer came with which token is written nowhere, nor when it came.
"""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from services.congregations.actions.support.measures import working
from services.congregations.model import (
    SupportBox,
    SupportMeasure,
    SupportTally,
    SupportToken,
)
from services.congregations.queries import support
from shared.actor import Actor
from shared.errors import Conflict, Invalid, NotFound

BITS = 128
LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"  # none that look alike


@dataclass(frozen=True, kw_only=True)
class Slip:
    """What somebody hands in: an answer from 1 to 5 per question, and what he has against it."""

    answers: Sequence[int]
    objection: str = ""
    grave: bool = False


def hand_out(
    db: Session, actor: Actor, measure_id: UUID, group_id: UUID, *, number: int, anew: bool
) -> list[str]:
    """Make slips for a group and return their tokens, this once.

    With `anew` the slips of the group that were not used yet no longer count.
    """
    measure = working(db, actor, measure_id, leading=True)
    group = next((one for one in measure.groups if one.id == group_id), None)
    if measure.kind != "survey" or group is None:
        raise Invalid("There is no such group.", {"group_id": "Not a group of this survey."})
    if measure.state == "closed":
        raise Conflict("This survey is closed.")
    if anew:
        unused = SupportToken.group_id == group_id, SupportToken.used.is_(False)
        db.execute(delete(SupportToken).where(*unused))
    out = select(func.count()).where(SupportToken.group_id == group_id)
    if db.execute(out).scalar_one() + number > group.invited:
        raise Conflict(
            "More slips than people in this group.",
            {"number": "There are slips for all; make them anew when they were lost."},
        )
    tokens = [fresh() for _ in range(number)]
    db.add_all(
        SupportToken(digest=digest(token), measure_id=measure.id, group_id=group_id)
        for token in sorted(tokens)
    )
    db.flush()
    return tokens


def hand_in(db: Session, token: str, slip: Slip) -> None:
    """Count a slip, once; of two that come with the same token one counts.

    Raises `NotFound` for a token that is none, or whose survey or journey is closed.
    """
    found = support.token(db, digest(token))
    measure = db.get(SupportMeasure, found.measure_id, with_for_update=True)
    if measure is None or not support.takes_slips(db, measure):
        raise NotFound
    if measure.state == "draft":
        raise Conflict("This survey is not open yet.")
    if len(slip.answers) != len(measure.questions):
        raise Invalid("Answer each question.", {"answers": "One answer to each question."})
    once = SupportToken.digest == found.digest, SupportToken.used.is_(False)
    # the row itself is asked whether it was used: somebody else may have been faster
    use = update(SupportToken).where(*once).values(used=True).returning(SupportToken.digest)
    if db.scalar(use) is None:
        raise Conflict("This slip was used already.")
    _add(db, found.group_id, slip.answers)
    if slip.objection:
        _drop_in(db, measure.id, slip)


def fresh() -> str:
    """Return a token of 128 random bits in letters that can be typed from paper."""
    value = secrets.randbits(BITS)
    return "".join(LETTERS[(value >> shift) & 31] for shift in range(0, BITS, 5))


def digest(token: str) -> str:
    """Return the hash by which a token is known; how it was typed does not matter."""
    plain = token.strip().lower().replace("-", "").replace(" ", "")
    return hashlib.sha256(plain.encode()).hexdigest()


def _add(db: Session, group_id: UUID, answers: Sequence[int]) -> None:
    for question, answer in enumerate(answers):
        column = getattr(SupportTally, f"answers_{answer}")
        row = SupportTally.group_id == group_id, SupportTally.question == question
        db.execute(update(SupportTally).where(*row).values({column: column + 1}))


def _drop_in(db: Session, measure_id: UUID, slip: Slip) -> None:
    box = db.get(SupportBox, measure_id, with_for_update=True)
    assert box is not None
    texts = [*box.texts, {"text": slip.objection, "grave": slip.grave}]
    secrets.SystemRandom().shuffle(texts)
    box.texts = texts
    db.flush()
