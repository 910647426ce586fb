"""Support in a congregation: the plan, the measures and their results, for those with a part."""

from services.congregations.queries.support.finding import (
    group,
    groups,
    latest_result,
    measure,
    objection,
    step,
    takes_slips,
    token,
    unfinished,
)
from services.congregations.queries.support.results import Result, result_of
from services.congregations.queries.support.seeing import Seen, Slip, overview, slip

__all__ = [
    "Result",
    "Seen",
    "Slip",
    "group",
    "groups",
    "latest_result",
    "measure",
    "objection",
    "overview",
    "result_of",
    "slip",
    "step",
    "takes_slips",
    "token",
    "unfinished",
]
