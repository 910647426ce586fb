"""Where a congregation stands by its own answers, as a beginning for gaps."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from services.congregations.queries.discovery.rounds import (
    has_figures,
    outcome_of,
    questions,
    rounds,
)


@dataclass(frozen=True)
class Measured:
    """An area of the last round: its median, and what each level from 0 to 5 means there."""

    code: str
    title_nl: str
    title_en: str
    median: float | None
    levels_nl: Sequence[str]
    levels_en: Sequence[str]


def measured(db: Session, congregation_id: UUID) -> list[Measured]:
    """Return the areas of the last round that gave figures; empty before there was one."""
    told = [one for one in rounds(db, congregation_id) if has_figures(one)]
    if not told:
        return []
    areas = {area.code: area for area in questions(told[-1]).areas}
    return [
        Measured(
            code=one.code,
            title_nl=one.title_nl,
            title_en=one.title_en,
            median=one.median,
            levels_nl=areas[one.code].levels_nl,
            levels_en=areas[one.code].levels_en,
        )
        for one in outcome_of(told[-1]).areas
    ]
