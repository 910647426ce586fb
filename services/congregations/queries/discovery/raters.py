"""What a rater is asked, found by his link or the code on his slip."""

from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.congregations.instruments import Instrument
from services.congregations.model import Congregation, RaterLink
from services.congregations.queries import profiles
from services.congregations.queries.discovery import rounds
from shared.errors import Conflict, NotFound

USED = "This link was used already. Everybody answers once."
UNKNOWN = "This link or code is not known. Look whether it is complete."


@dataclass(frozen=True)
class Asked:
    """What somebody with a link is asked, by which congregation and as what."""

    congregation: Congregation
    role: str
    moment: str
    questions: Instrument


def asked(db: Session, token: str) -> Asked:
    """Return what this link or code asks; `Conflict` when it was used or its round is over."""
    link = find_link(db, token)
    if link.used:
        raise Conflict(USED)
    found = rounds.of_id(db, link.round_id)
    rounds.demand_open(found)
    congregation = profiles.congregation(db, found.congregation_id)
    return Asked(congregation, link.role, found.moment, rounds.questions(found))


def find_link(db: Session, token: str) -> RaterLink:
    """Return the link with this token or code; the refusal tells nothing but that it is wrong."""
    either = (RaterLink.token_hash == digest(token)) | (
        RaterLink.code_hash == digest(plain_code(token))
    )
    link = db.scalars(select(RaterLink).where(either)).one_or_none()
    if link is None:
        raise NotFound(UNKNOWN)
    return link


def plain_code(text: str) -> str:
    """Return a code as it is hashed: capitals, without dashes and spaces."""
    return "".join(text.split()).replace("-", "").upper()


def digest(secret: str) -> str:
    """Return the sha256 of a link's secret; enough, because it cannot be guessed."""
    return sha256(secret.encode()).hexdigest()
