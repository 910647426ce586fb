"""Plans dates around the Dutch calendar: runs of evenings, and what follows from a launch.

Pure rules without storage: a plan is a proposal that somebody then records as sessions.
"""

from services.scheduling.planner.follow_ups import Due, evaluation_dates
from services.scheduling.planner.obstacles import Reason, Skip, check
from services.scheduling.planner.rhythm import Format, Rhythm
from services.scheduling.planner.run import Evening, Plan, plan_evenings

__all__ = [
    "Due",
    "Evening",
    "Format",
    "Plan",
    "Reason",
    "Rhythm",
    "Skip",
    "check",
    "evaluation_dates",
    "plan_evenings",
]
