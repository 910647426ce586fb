"""A congregation's profile as a form: bands per means and skill, passion as boxes to tick."""

from collections.abc import Mapping
from typing import Any

from werkzeug.datastructures import MultiDict

from services.portal.forms.texts import whole
from shared.reference.vocabulary import codes

BANDED = {"gifts": ("means", "gift_bands"), "talents": ("skills", "talent_bands")}
CHOSEN = {
    "size_band": "size_bands",
    "region": "provinces",
    "capacity_people": "capacity_bands",
    "capacity_hours": "capacity_bands",
    "capacity_budget": "cost_bands",
    "risk_appetite": "risk_appetites",
    "wish_role": "wish_roles",
    "decision_body": "decision_bodies",
}
PASSIONS = {"theme": "passion_themes", "region": "world_regions"}


def body_of(sent: MultiDict[str, str]) -> dict[str, Any]:
    """Return the change of profile that a sent form asks for; empty choices mean not known."""
    body: dict[str, Any] = {
        "version": whole(sent.get("version")),
        "name": sent.get("name", "").strip(),
        "place": sent.get("place", "").strip() or None,
        "horizon": sent.get("horizon") or None,
        "named_to_agencies": sent.get("named_to_agencies") == "yes",
        "passions": {kind: sent.getlist(f"passion-{kind}") for kind in PASSIONS},
    }
    for field in CHOSEN:
        body[field] = sent.get(field) or None
    for field, (listed, _bands) in BANDED.items():
        body[field] = _bands_of(sent, field, listed)
    return body


def _bands_of(sent: MultiDict[str, str], field: str, listed: str) -> Mapping[str, str]:
    named = {term.code: sent.get(f"{field}-{term.code}", "") for term in codes(listed)}
    return {code: band for code, band in named.items() if band}
