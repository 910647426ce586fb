"""The ranking of open offerings for one congregation, told in sentences with figures beneath."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from services.partners import policy, sentences
from services.partners.matching import (
    Contribution,
    Exclusion,
    Ranking,
    best_question,
)
from services.partners.queries import agencies, facets, matches, offerings, overrides
from services.partners.queries.kept import Beginning, Kept, Places
from services.partners.sentences.criteria import NAMES
from services.partners.sentences.labels import label
from shared.actor import Actor

View = dict[str, Any]
MOST_EXCLUDED = 50


@dataclass(frozen=True)
class Wanted:
    """How many to show, in which language, and whether one per partner or every offering."""

    limit: int = 3
    language: str = "nl"
    each: str = "partner"


def ranking(
    db: Session,
    actor: Actor,
    congregation_id: UUID,
    wanted: Wanted,
    *,
    kept: Kept,
    at: datetime,
) -> View:
    """Rank what is open for a congregation the asker guides; raises `NotFound` for another."""
    matches.must_guide(db, actor, congregation_id)
    known = facets.of_congregation(db, congregation_id, on=policy.today(at))
    ranked = wanted.limit if wanted.each == "offering" else 0
    places = Places(ranked, max(wanted.limit, 3), MOST_EXCLUDED)
    aside = map(str, overrides.aside(db, congregation_id))
    result = kept.beginning(db, actor, known, places, without=aside, at=at)
    told = result.partners(wanted.limit) if wanted.each == "partner" else result.ranked
    question = best_question(result.partners(max(wanted.limit, 3)))
    return {
        "congregation_id": congregation_id,
        "policy_version": result.policy_version,
        "best_question": question
        and {
            "sentence": sentences.tell_question(question, language=wanted.language),
            "asked_of": question.asked_of,
            "fact": question.fact,
            "offering_id": question.offering_id,
        },
        "ranked": _ranked(db, actor, told, congregation_id, wanted.language),
        "ranked_count": result.ranked_count,
        "excluded": _excluded(db, result, wanted.language),
        "excluded_count": result.excluded_count,
        "set_aside": overrides.told_aside(db, congregation_id),
        "choices": overrides.counted(db, actor)["together"],
    }


def _ranked(
    db: Session, actor: Actor, told: Sequence[Ranking], congregation_id: UUID, language: str
) -> list[View]:
    rows = {row.id: row for row in offerings.rows_by_id(db, map(_id, told))}
    employed = agencies.employers(db, actor)
    going_on = matches.going_on(db, congregation_id)
    return [
        {
            "offering": rows[_id(each)],
            "agency_name": rows[_id(each)].agency_name,
            "claimed": rows[_id(each)].claimed,
            "employed": rows[_id(each)].agency_id in employed,
            "match": _match(going_on.get(_id(each))),
            **_figures(each, language),
        }
        for each in told
    ]


def _id(found: Ranking | Exclusion) -> UUID:
    return UUID(found.offering_id)


def _match(found: tuple[UUID, str] | None) -> Mapping[str, Any] | None:
    return {"id": found[0], "state": found[1]} if found else None


def _figures(each: Ranking, language: str) -> View:
    told = sentences.tell(each, language=language, label=label)
    return {
        "sentences": {
            "why": list(told.why),
            "why_not": list(told.why_not),
            "to_ask": list(told.to_ask),
        },
        "low": each.low,
        "mid": each.mid,
        "high": each.high,
        "for_congregation": each.for_congregation._asdict(),
        "for_agency": each.for_agency._asdict(),
        "rank_value": each.rank_value // 1000,
        "contributions": [_contribution(one, language) for one in each.contributions],
    }


def _contribution(one: Contribution, language: str) -> View:
    return {
        "criterion": one.criterion,
        "name": NAMES[one.criterion].said(language),
        "verdict": one.verdict.value,
        "reason": one.reason_code,
        "hard": one.hard,
        "points": one.points,
        "low": one.low,
        "high": one.high,
        "of": one.of,
        "for_congregation": one.for_congregation,
        "for_agency": one.for_agency,
    }


def _excluded(db: Session, result: Beginning, language: str) -> list[View]:
    some = result.excluded
    titles = facets.titles(db, map(_id, some))
    return [
        {
            "offering_id": each.offering_id,
            "title": _title(titles[_id(each)], language),
            "agency_name": titles[_id(each)][2],
            "reasons": list(sentences.tell_exclusion(each, language=language, label=label)),
        }
        for each in some
    ]


def _title(titles: tuple[str | None, str | None, str], language: str) -> str:
    dutch, english = titles[:2]
    return (dutch or english or "") if language == "nl" else (english or dutch or "")
