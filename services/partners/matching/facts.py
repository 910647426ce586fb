"""What is known of a congregation and of an offering, in codes; `None` always means not yet known.

An empty set is knowledge too: "asks for no talents" is not the same as "we have not asked yet".
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

Codes = frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facets:
    """A congregation as it stands on a day; a means, skill or condition left out is not yet known.

    `region` (the Dutch province) and `size_band` are carried for the sentences and for the
    people who read them; no rule of the ranking looks at them.
    """

    congregation_id: str
    as_of: date
    gifts: Mapping[str, str] | None = None
    talents: Mapping[str, str] | None = None
    themes: Codes | None = None
    regions: Codes | None = None
    languages: Codes | None = None
    people_groups: Codes | None = None
    countries: Codes | None = None
    region: str | None = None
    denomination: str | None = None
    size_band: str | None = None
    capacity_people: str | None = None
    capacity_hours: str | None = None
    capacity_budget: str | None = None
    risk_appetite: str | None = None
    wish_role: str | None = None
    languages_spoken: Codes | None = None
    conditions_met: Mapping[str, bool] | None = None
    stage: str | None = None
    horizon: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferingFacts:
    """An offering as its agency describes it; nothing here tells how large or how generous it is.

    `recent_introductions` and `capacity` say how often it was introduced of late and how many
    congregations it can take at once: the ranking uses them for fair exposure only.
    """

    offering_id: str
    agency_id: str
    kind: str
    functions: Codes | None = None
    talents_asked: Codes | None = None
    means_asked: Codes | None = None
    people_groups: Codes | None = None
    countries: Codes | None = None
    regions: Codes | None = None
    languages: Codes | None = None
    themes: Codes | None = None
    period_from: date | None = None
    period_to: date | None = None
    capacity: int | None = None
    capacity_left: int | None = None
    recent_introductions: int = 0
    risk_level: str | None = None
    required_denominations: Codes | None = None
    required_conditions: Codes | None = None
    cost_band: str | None = None
    minimum_commitment: str | None = None
    role_given: str | None = None
    earliest_stage: str | None = None
