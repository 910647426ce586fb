"""The tables of congregations and what is always true of them."""

from services.congregations.model.base import Base
from services.congregations.model.journey import Journey, Step, Track, TrackChange
from services.congregations.model.profile import Congregation, Gift, Guidance, Passion, Talent
from services.congregations.model.projections import (
    CoachRole,
    Introduction,
    OpenQuestion,
    PlannedSession,
)
from services.congregations.model.records import (
    Contact,
    Decision,
    DecisionAnswer,
    File,
    Launch,
    LaunchChange,
    Note,
)

__all__ = [
    "Base",
    "CoachRole",
    "Congregation",
    "Contact",
    "Decision",
    "DecisionAnswer",
    "File",
    "Gift",
    "Guidance",
    "Introduction",
    "Journey",
    "Launch",
    "LaunchChange",
    "Note",
    "OpenQuestion",
    "Passion",
    "PlannedSession",
    "Step",
    "Talent",
    "Track",
    "TrackChange",
]
