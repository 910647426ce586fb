"""The launch of a vision: prepared, decided, held, and how many join."""

from services.congregations.actions.launches.joining import (
    add_option,
    count_cards,
    drop_option,
    revise_option,
)
from services.congregations.actions.launches.planning import decide_go, postpone, save_plan, wrap
from services.congregations.actions.launches.recording import record_launch, withdraw_launch

__all__ = [
    "add_option",
    "count_cards",
    "decide_go",
    "drop_option",
    "postpone",
    "record_launch",
    "revise_option",
    "save_plan",
    "withdraw_launch",
    "wrap",
]
