"""Creating support in a congregation: the plan, and the measure that the church chooses."""

from services.congregations.actions.support.deciding import Outcome, decide
from services.congregations.actions.support.measures import (
    NewMeasure,
    close,
    count,
    open_measure,
    prepare,
    set_threshold,
    throw_away,
)
from services.congregations.actions.support.objecting import answer_objection, note_objection
from services.congregations.actions.support.plan import (
    add_group,
    add_step,
    drop_group,
    drop_step,
    revise_group,
    revise_step,
)
from services.congregations.actions.support.slips import Slip, hand_in, hand_out

__all__ = [
    "NewMeasure",
    "Outcome",
    "Slip",
    "add_group",
    "add_step",
    "answer_objection",
    "close",
    "count",
    "decide",
    "drop_group",
    "drop_step",
    "hand_in",
    "hand_out",
    "note_objection",
    "open_measure",
    "prepare",
    "revise_group",
    "revise_step",
    "set_threshold",
    "throw_away",
]
