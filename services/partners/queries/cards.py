"""The card an agency will read, and how many congregations share what stands on it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from services.partners import policy
from services.partners.model import Congregation
from services.partners.queries import facets, matches, offerings
from services.partners.sentences import card
from services.partners.sentences.labels import label
from shared.actor import Actor


@dataclass(frozen=True)
class Pair:
    """Which congregation and which offering a card is about."""

    congregation_id: UUID
    offering_id: UUID


def chose_to_be_named(db: Session, actor: Actor, pair: Pair) -> bool:
    """Tell whether this congregation, guided by the asker, lets agencies read its name."""
    matches.must_guide(db, actor, pair.congregation_id)
    offerings.one(db, actor, pair.offering_id)
    known = db.get(Congregation, pair.congregation_id)
    return bool(known and known.named_to_agencies)


def written(db: Session, actor: Actor, pair: Pair, *, name: str | None, at: datetime) -> card.Card:
    """Write the card; the name goes in only while the congregation chooses so."""
    named = chose_to_be_named(db, actor, pair)
    known = facets.of_congregation(db, pair.congregation_id, on=policy.today(at))
    return card.write(
        known,
        facets.of_offering(db, pair.offering_id, at=at),
        crowd=card.Crowd(
            region=_number(db, Congregation.region == known.region),
            size_band=_number(db, Congregation.size_band == known.size_band),
            denomination=_number(db, Congregation.denomination == known.denomination),
        ),
        label=label,
        name=name if named else None,
    )


def _number(db: Session, alike: ColumnElement[bool]) -> int:
    return db.scalar(select(func.count()).select_from(Congregation).where(alike)) or 0
