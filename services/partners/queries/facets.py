"""What events told of a congregation, and what an offering says, as the matcher reads them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.partners.matching import Facets, OfferingFacts, Policy
from services.partners.model import Agency, Congregation, Match, Offering, Track
from services.partners.policy import SHOWN, sees_offering
from shared.actor import Actor
from shared.reference.countries import country, is_country
from shared.reference.denominations import denominations
from shared.reference.languages import from_two_letters, language

Recent = Counter[UUID]
RECENT = timedelta(days=90)
GONE_THROUGH = ("running", "reported", "accepted")
PASSIONS = {
    "theme": "themes",
    "region": "regions",
    "language": "languages",
    "people_group": "people_groups",
    "country": "countries",
}
FIELDS = (
    Offering.id,
    Offering.agency_id,
    Offering.kind,
    Offering.functions,
    Offering.talents,
    Offering.means,
    Offering.people_groups,
    Offering.countries,
    Offering.regions,
    Offering.languages,
    Offering.themes,
    Offering.starts_on,
    Offering.ends_on,
    Offering.capacity,
    Offering.taken,
    Offering.risk,
    Offering.denominations,
    Offering.conditions,
    Offering.cost_band,
    Offering.minimum_commitment,
    Offering.role_given,
    Offering.earliest_stage,
)


def of_congregation(db: Session, congregation_id: UUID, *, on: date) -> Facets:
    """Return the facets of a congregation as they are known here on a day."""
    known = db.get(Congregation, congregation_id)
    stage = _stage(db, congregation_id)
    return from_profile(congregation_id, known.facets if known else {}, stage=stage, on=on)


def from_profile(
    congregation_id: UUID, profile: Mapping[str, Any], *, stage: str | None, on: date
) -> Facets:
    """Read the codes of a CongregationProfiled event; what is absent is not yet known."""
    passions = _passions(profile.get("passions") or ())
    countries = passions["countries"]
    return Facets(
        congregation_id=str(congregation_id),
        as_of=on,
        gifts=_bands(profile.get("gifts")),
        talents=_bands(profile.get("talents")),
        themes=passions["themes"],
        regions=_either(passions["regions"], _regions_of(countries)),
        languages=_languages(passions["languages"]),
        people_groups=passions["people_groups"],
        countries=countries,
        region=profile.get("region"),
        denomination=profile.get("denomination"),
        size_band=profile.get("size_band"),
        capacity_people=profile.get("capacity_people"),
        capacity_hours=profile.get("capacity_hours"),
        capacity_budget=profile.get("capacity_budget"),
        risk_appetite=profile.get("risk_appetite"),
        wish_role=profile.get("wish_role"),
        languages_spoken=_languages(_codes(profile.get("languages") or None)),
        stage=stage,
        horizon=profile.get("horizon"),
    )


def of_open_offerings(db: Session, *, at: datetime) -> list[OfferingFacts]:
    """Return what every open offering says, in one query, with its recent introductions."""
    recent = recently_introduced(db, at)
    rows = db.execute(select(*FIELDS).where(Offering.state.in_(SHOWN)))
    return [_offering(row, recent[row.id]) for row in rows]


def open_offerings(db: Session) -> Iterator[OfferingFacts]:
    """Read what every open offering says, a part at a time and without its introductions."""
    query = select(*FIELDS).where(Offering.state.in_(SHOWN))
    for row in db.execute(query, execution_options={"yield_per": 1000}):
        yield _offering(row, 0)


def changed_offerings(db: Session, since: int) -> Iterator[tuple[str, OfferingFacts | None]]:
    """Read by id what was written since a revision; None for what is not open."""
    query = select(*FIELDS, Offering.state).where(Offering.revision >= since)
    for row in db.execute(query):
        yield str(row.id), _offering(row, 0) if row.state in SHOWN else None


def shown_offerings(
    db: Session, actor: Actor, ids: Iterable[UUID], recent: Recent
) -> list[OfferingFacts]:
    """Return what these offerings say, of those that are open and that the asker may see."""
    query = select(*FIELDS).where(
        Offering.id.in_(list(ids)), Offering.state.in_(SHOWN), sees_offering(actor)
    )
    return [_offering(row, recent[row.id]) for row in db.execute(query)]


def of_offering(db: Session, offering_id: UUID, *, at: datetime) -> OfferingFacts:
    """Return what one offering says."""
    row = db.execute(select(*FIELDS).where(Offering.id == offering_id)).one()
    return _offering(row, recently_introduced(db, at)[offering_id])


def titles(db: Session, ids: Iterable[UUID]) -> dict[UUID, tuple[str | None, str | None, str]]:
    """Return Dutch title, English title and agency's name by offering."""
    query = (
        select(Offering.id, Offering.title_nl, Offering.title_en, Agency.name)
        .join(Agency, Agency.id == Offering.agency_id)
        .where(Offering.id.in_(list(ids)))
    )
    return {row[0]: (row[1], row[2], row[3]) for row in db.execute(query)}


def _offering(row: Any, recent: int) -> OfferingFacts:
    countries = _codes(row.countries)
    return OfferingFacts(
        offering_id=str(row.id),
        agency_id=str(row.agency_id),
        kind=row.kind,
        functions=_codes(row.functions),
        talents_asked=_codes(row.talents),
        means_asked=_codes(row.means),
        people_groups=_codes(row.people_groups),
        countries=countries,
        regions=_either(_codes(row.regions), _regions_of(countries)),
        languages=_languages(_codes(row.languages)),
        themes=_codes(row.themes),
        period_from=row.starts_on,
        period_to=row.ends_on,
        capacity=row.capacity,
        capacity_left=None if row.capacity is None else row.capacity - row.taken,
        recent_introductions=recent,
        risk_level=row.risk,
        required_denominations=_members(row.denominations),
        required_conditions=_conditions(row.conditions),
        cost_band=row.cost_band,
        minimum_commitment=row.minimum_commitment,
        role_given=row.role_given,
        earliest_stage=row.earliest_stage,
    )


def recently_introduced(db: Session, at: datetime) -> Recent:
    """Return how often each offering was introduced of late, where it was."""
    query = (
        select(Match.offering_id, func.count())
        .where(Match.introduced_at.is_not(None), Match.introduced_at > at - RECENT)
        .group_by(Match.offering_id)
    )
    return Counter({row[0]: row[1] for row in db.execute(query)})


def _stage(db: Session, congregation_id: UUID) -> str | None:
    query = select(Track.kind).where(
        Track.congregation_id == congregation_id, Track.state.in_(GONE_THROUGH)
    )
    scale = Policy().scales.stages
    reached = [scale.index(kind) for kind in db.scalars(query) if kind in scale]
    return scale[max(reached)] if reached else None


def _codes(values: Iterable[str] | None) -> frozenset[str] | None:
    return None if values is None else frozenset(values)


def _bands(pairs: Iterable[str] | None) -> dict[str, str] | None:
    found = dict(pair.split(":", 1) for pair in pairs or () if ":" in pair)
    return found or None


def _passions(pairs: Iterable[str]) -> dict[str, frozenset[str] | None]:
    found: dict[str, set[str]] = {}
    for kind, _, code in (pair.partition(":") for pair in pairs):
        if kind in PASSIONS and code:
            found.setdefault(PASSIONS[kind], set()).add(code)
    return {name: _codes(found.get(name)) for name in PASSIONS.values()}


def _either(one: frozenset[str] | None, other: frozenset[str] | None) -> frozenset[str] | None:
    return one if other is None else other if one is None else one | other


@cache
def _region(iso2: str) -> str:
    return country(iso2).subregion if is_country(iso2) else ""


def _regions_of(countries: frozenset[str] | None) -> frozenset[str] | None:
    if countries is None:
        return None
    return frozenset(region for code in countries if (region := _region(code)))


@cache
def _three_letters(code: str) -> str:
    found = from_two_letters(code) if len(code) == 2 else language(code)
    return found.code if found else code


def _languages(codes: frozenset[str] | None) -> frozenset[str] | None:
    return None if codes is None else frozenset(map(_three_letters, codes))


@cache
def _of_family(code: str) -> frozenset[str]:
    return frozenset(each.code for each in denominations() if code in (each.code, each.family))


def _members(codes: Iterable[str] | None) -> frozenset[str] | None:
    """Return the denominations meant; a family stands for all its members."""
    return None if codes is None else frozenset().union(*map(_of_family, codes))


def _conditions(text: str | None) -> frozenset[str] | None:
    """Return what must be in place; a free text is one condition that somebody has to judge."""
    if text is None:
        return None
    return frozenset({"stated"}) if text else frozenset()
