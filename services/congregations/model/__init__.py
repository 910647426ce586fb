"""The tables of congregations and what is always true of them."""

from services.congregations.model.base import Base
from services.congregations.model.courses import (
    CourseChange,
    CourseNames,
    CourseReport,
    CourseRun,
    EarlierParticipants,
    Enrolment,
    Facilitator,
    Lesson,
    LessonMark,
)
from services.congregations.model.implementation import (
    ActiveAgreement,
    CheckIn,
    Duty,
    Handover,
    HomeTeam,
    MissionRole,
    Rhythm,
)
from services.congregations.model.intake import (
    Conversation,
    Enquiry,
    Proposal,
    ProposalChange,
    ProposalTrack,
)
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
from services.congregations.model.strategies import (
    Action,
    ActionChange,
    Gap,
    Goal,
    Strategy,
    StrategyObjection,
)
from services.congregations.model.templates import OwnTemplate, Reshaping

__all__ = [
    "Action",
    "ActionChange",
    "ActiveAgreement",
    "Base",
    "CheckIn",
    "CoachRole",
    "Congregation",
    "Contact",
    "Conversation",
    "CourseChange",
    "CourseNames",
    "CourseReport",
    "CourseRun",
    "Decision",
    "DecisionAnswer",
    "Duty",
    "EarlierParticipants",
    "Enquiry",
    "Enrolment",
    "Facilitator",
    "File",
    "Gap",
    "Gift",
    "Goal",
    "Guidance",
    "Handover",
    "HomeTeam",
    "Introduction",
    "Journey",
    "Launch",
    "LaunchChange",
    "Lesson",
    "LessonMark",
    "MissionRole",
    "Note",
    "OpenQuestion",
    "OwnTemplate",
    "Passion",
    "PlannedSession",
    "Proposal",
    "ProposalChange",
    "ProposalTrack",
    "Reshaping",
    "Rhythm",
    "Step",
    "Strategy",
    "StrategyObjection",
    "Talent",
    "Track",
    "TrackChange",
]
