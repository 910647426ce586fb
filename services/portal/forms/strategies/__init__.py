"""A strategy in small forms, one for each evening: foundation, focus, gaps, goals, actions."""

from services.portal.forms.strategies.deciding import AdoptForm, ObjectionForm, ReplyForm
from services.portal.forms.strategies.foundation import (
    FocusForm,
    FoundationForm,
    PoliciesForm,
    policies_of,
)
from services.portal.forms.strategies.parts import ActionForm, GapForm, GoalForm

__all__ = [
    "ActionForm",
    "AdoptForm",
    "FocusForm",
    "FoundationForm",
    "GapForm",
    "GoalForm",
    "ObjectionForm",
    "PoliciesForm",
    "ReplyForm",
    "policies_of",
]
