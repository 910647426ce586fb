"""Ranks offerings for one congregation by a published policy, with reasons that add up.

Nothing here knows of a database or of the web: codes in, integers in hundredths of a point out.
"""

from services.partners.matching.changing import Outlook, outlook
from services.partners.matching.facts import Facets, OfferingFacts
from services.partners.matching.index import Index
from services.partners.matching.policy import Policy, Scales
from services.partners.matching.questions import Question, best_question
from services.partners.matching.ranking import explain, rank
from services.partners.matching.results import (
    Contribution,
    Exclusion,
    Interval,
    Ranking,
    Result,
    Verdict,
)

__all__ = [
    "Contribution",
    "Exclusion",
    "Facets",
    "Index",
    "Interval",
    "OfferingFacts",
    "Outlook",
    "Policy",
    "Question",
    "Ranking",
    "Result",
    "Scales",
    "Verdict",
    "best_question",
    "explain",
    "outlook",
    "rank",
]
