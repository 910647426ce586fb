"""The shapes of rounds of questions, findings and commitments."""

from services.congregations.schemas.discovery.incoming import (
    CommitmentRevision,
    FateIn,
    FindingRevision,
    Gathering,
    LinkIn,
    LinkWish,
    NewCommitment,
    NewFindings,
    NewRound,
    PaperForm,
    RaterAnswers,
    RoundClosing,
)
from services.congregations.schemas.discovery.outgoing import (
    CommitmentOut,
    DiscoveryOut,
    FindingList,
    FindingOut,
    LinkList,
    RaterQuestions,
    RoundOut,
    RoundPage,
)

__all__ = [
    "CommitmentOut",
    "CommitmentRevision",
    "DiscoveryOut",
    "FateIn",
    "FindingList",
    "FindingOut",
    "FindingRevision",
    "Gathering",
    "LinkIn",
    "LinkList",
    "LinkWish",
    "NewCommitment",
    "NewFindings",
    "NewRound",
    "PaperForm",
    "RaterAnswers",
    "RaterQuestions",
    "RoundClosing",
    "RoundOut",
    "RoundPage",
]
