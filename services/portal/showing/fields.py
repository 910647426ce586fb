"""What the fields of an offering are called, in the order of a sheet's columns."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

COLUMNS: Mapping[str, object] = {
    "ref": _l("your own number"),
    "kind": _l("kind"),
    "title_nl": _l("title in Dutch"),
    "title_en": _l("title in English"),
    "summary_nl": _l("description in Dutch"),
    "summary_en": _l("description in English"),
    "functions": _l("functions"),
    "talents": _l("talents"),
    "means": _l("means"),
    "people_groups": _l("people groups"),
    "countries": _l("countries"),
    "regions": _l("parts of the world"),
    "languages": _l("languages"),
    "themes": _l("themes"),
    "denominations": _l("denominations"),
    "starts_on": _l("first day"),
    "ends_on": _l("last day"),
    "capacity": _l("places"),
    "conditions": _l("conditions"),
    "risk": _l("risk"),
    "cost_band": _l("costs"),
    "minimum_commitment": _l("minimum commitment"),
    "role_given": _l("role for the church"),
    "earliest_stage": _l("earliest stage"),
    "label": _l("how careful we are with it"),
    "state": _l("state"),
}
