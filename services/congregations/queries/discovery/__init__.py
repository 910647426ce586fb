"""What a congregation found out about itself, for those who may know."""

from services.congregations.queries.discovery.findings import finding, findings
from services.congregations.queries.discovery.overview import (
    Overview,
    RoundView,
    overview,
    round_view,
)
from services.congregations.queries.discovery.portfolio import (
    commitment,
    commitments,
    focus,
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
    "AreaResult",
    "Overview",
    "RoundResults",
    "RoundView",
    "commitment",
    "commitments",
    "demand_open",
    "finding",
    "findings",
    "first_of",
    "focus",
    "forms",
    "has_figures",
    "locked",
    "notes",
    "overview",
    "participation",
    "results",
    "round_of",
    "round_to_change",
    "round_view",
    "rounds",
]
