"""What a congregation found out about itself, for those who may know."""

from services.congregations.queries.discovery.findings import (
    finding,
    findings,
    texts_of_workshop,
)
from services.congregations.queries.discovery.overview import (
    Overview,
    RoundView,
    overview,
    round_view,
)
from services.congregations.queries.discovery.portfolio import (
    SEALED,
    commitment,
    commitments,
    focus,
    knows_sealed,
)
from services.congregations.queries.discovery.raters import (
    USED,
    asked,
    digest,
    find_link,
    plain_code,
)
from services.congregations.queries.discovery.rounds import (
    AreaResult,
    RoundResults,
    demand_open,
    first_of,
    forms,
    has_figures,
    locked,
    notes,
    participation,
    results,
    round_of,
    round_to_change,
    rounds,
)

__all__ = [
    "SEALED",
    "USED",
    "AreaResult",
    "Overview",
    "RoundResults",
    "RoundView",
    "asked",
    "commitment",
    "commitments",
    "demand_open",
    "digest",
    "find_link",
    "finding",
    "findings",
    "first_of",
    "focus",
    "forms",
    "has_figures",
    "knows_sealed",
    "locked",
    "notes",
    "overview",
    "participation",
    "plain_code",
    "results",
    "round_of",
    "round_to_change",
    "round_view",
    "rounds",
    "texts_of_workshop",
]
