"""A congregation's strategy: written together, shared with the leaders, adopted by their body.

A version that was adopted stays as it was; a change of the plan is a new version. What is done
of the plan (the progress of its actions) is written on the version that holds.
"""

from services.congregations.actions.strategies.adopting import Adopting, adopt
from services.congregations.actions.strategies.drafting import (
    begin,
    move,
    next_version,
    revise,
)
from services.congregations.actions.strategies.objections import answer_objection, object_to
from services.congregations.actions.strategies.parts import (
    add_action,
    add_gap,
    add_goal,
    drop_action,
    drop_gap,
    drop_goal,
    revise_action,
    revise_gap,
    revise_goal,
)
from services.congregations.actions.strategies.progress import report_progress

__all__ = [
    "Adopting",
    "add_action",
    "add_gap",
    "add_goal",
    "adopt",
    "answer_objection",
    "begin",
    "drop_action",
    "drop_gap",
    "drop_goal",
    "move",
    "next_version",
    "object_to",
    "report_progress",
    "revise",
    "revise_action",
    "revise_gap",
    "revise_goal",
]
