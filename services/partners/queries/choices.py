"""Agencies and offerings that a coach may put on a shortlist, found by words of their names."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, contains_eager

from services.partners import policy
from services.partners.model import Agency, Offering
from shared.actor import Actor

MOST = 20  # of each kind; with more, one more word narrows it

Column = InstrumentedAttribute[str | None] | InstrumentedAttribute[str]


@dataclass(frozen=True)
class Choices:
    """What the words found; `more` when not all of it is here."""

    agencies: list[Agency]
    offerings: list[Offering]
    more: bool


def found_by(db: Session, actor: Actor, words: str) -> Choices:
    """Return agencies and offerings that the asker may see and whose names hold all the words."""
    agencies = db.scalars(
        select(Agency)
        .where(policy.sees_agency(actor), _hold(words, Agency.name))
        .order_by(Agency.name, Agency.id)
        .limit(MOST + 1)
    ).all()
    names = (Offering.title_nl, Offering.title_en, Agency.name)
    offerings = db.scalars(
        select(Offering)
        .join(Offering.agency)
        .options(contains_eager(Offering.agency))
        .where(policy.sees_offering(actor), _hold(words, *names))
        .order_by(Agency.name, Offering.id)
        .limit(MOST + 1)
    ).all()
    more = max(len(agencies), len(offerings)) > MOST
    return Choices(list(agencies[:MOST]), list(offerings[:MOST]), more)


def _hold(words: str, *columns: Column) -> ColumnElement[bool]:
    each: Sequence[ColumnElement[bool]] = [
        or_(*(column.icontains(word, autoescape=True) for column in columns))
        for word in words.split()
    ]
    return and_(*each)
