"""An offering as a form: everything but what it is may stay not yet known."""

from typing import Any

from flask_babel import get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    DateField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional, StopValidation

from services.portal.forms.choosing import offered
from services.portal.forms.naming import NONE, NamesField, words_of
from shared.reference.vocabulary import codes

NOTHING = "-"  # the box that says: none of these, and we know it
TEXTS = ("title_nl", "title_en", "summary_nl", "summary_en")
BOXES = {
    "functions": "functions",
    "talents": "skills",
    "means": "means",
    "themes": "passion_themes",
    "regions": "world_regions",
}
NAMED = ("countries", "languages")
BANDS = {
    "cost_band": "cost_bands",
    "minimum_commitment": "commitment_bands",
    "role_given": "wish_roles",
    "risk": "risk_appetites",
}
STAGES = [
    ("kairos", _l("the Kairos course")),
    ("discover", _l("discovering")),
    ("mobilisation", _l("mobilising")),
    ("partner", _l("choosing partners")),
    ("synergy", _l("gathering support")),
    ("launch", _l("the launch")),
    ("implementation", _l("carrying it out")),
    ("evaluation", _l("the evaluation")),
]
LABELS = offered(
    [
        ("0", _l("Everybody may read it"), _l("it could stand on a website")),
        ("1", _l("Congregations and agencies of this network"), _l("what most offerings are")),
        (
            "2",
            _l("Only who is proposed for it"),
            _l("your name stays hidden until both said yes; mails hold a code and a link"),
        ),
        (
            "3",
            _l("Only the people it is about"),
            _l("people could be in danger when it is known; nothing of it stands in a mail"),
        ),
    ]
)


def _one_title(form: FlaskForm, field: StringField) -> None:
    if not (field.data or "").strip() and not (form["title_en"].data or "").strip():
        raise StopValidation(str(_("Give it a name, in Dutch or in English")))


def _some_or_none(_form: FlaskForm, field: SelectMultipleField) -> None:
    if NOTHING in field.data and len(field.data) > 1:
        raise StopValidation(str(_("Choose some, or none of these; not both")))


def _not_before_start(form: FlaskForm, field: DateField) -> None:
    starts = form["starts_on"].data
    if starts and field.data and field.data < starts:
        raise StopValidation(str(_("The last day lies before the first")))


def _boxes(label: object) -> SelectMultipleField:
    return SelectMultipleField(label, validators=[_some_or_none])


class OfferingForm(FlaskForm):
    """What an agency tells of an offering; what is left open is not yet known."""

    version = HiddenField()
    title_nl = StringField(_l("Name in Dutch"), validators=[_one_title, Length(max=160)])
    title_en = StringField(_l("Name in English"), validators=[Length(max=160)])
    summary_nl = TextAreaField(_l("What it is, in Dutch"), validators=[Length(max=4000)])
    summary_en = TextAreaField(_l("What it is, in English"), validators=[Length(max=4000)])
    kind = SelectField(_l("Kind"), validators=[InputRequired(_l("Choose one"))])
    functions = _boxes(_l("What happens there"))
    talents = _boxes(_l("Talents you ask for"))
    means = _boxes(_l("How people take part"))
    themes = _boxes(_l("Themes"))
    regions = _boxes(_l("Parts of the world"))
    countries = NamesField(_l("Countries"), known="countries")
    languages = NamesField(_l("Languages that one needs"), known="languages")
    starts_on = DateField(_l("First day"), validators=[Optional()])
    ends_on = DateField(_l("Last day"), validators=[Optional(), _not_before_start])
    capacity = IntegerField(
        _l("For how many congregations is there room?"),
        validators=[Optional(), NumberRange(1, 100_000, _l("From 1 to 100,000"))],
    )
    conditions = TextAreaField(_l("Conditions"), validators=[Length(max=2000)])
    cost_band = SelectField(_l("Costs for each participant"))
    minimum_commitment = SelectField(_l("What it asks at least"))
    role_given = SelectField(_l("The part that the congregation gets"))
    risk = SelectField(_l("Risk"))
    earliest_stage = SelectField(_l("How far a congregation has to be on its journey"))
    label = RadioField(_l("Who may know of it?"), choices=LABELS, default="1")

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self.kind.choices = _codes("offering_kinds", _("Choose a kind"))
        for name, listed in BOXES.items():
            self[name].choices = [*_codes(listed), *offered([(NOTHING, _("None of these"))])]
        for name, listed in BANDS.items():
            self[name].choices = _codes(listed, _("not yet known"))
        self.earliest_stage.choices = offered([("", _("not yet known")), *STAGES])

    @classmethod
    def empty(cls, kind: str | None = None) -> "OfferingForm":
        """Return the form in which nothing is known yet, but maybe the kind."""
        return cls(formdata=None, data={"kind": kind} if kind else None)

    @classmethod
    def of(cls, offering: dict[str, Any]) -> "OfferingForm":
        """Return the form with what is known of an offering."""
        known = {name: offering[name] or "" for name in (*TEXTS, *BANDS, "kind", "earliest_stage")}
        known |= {name: _ticked(offering[name]) for name in BOXES}
        known |= {name: words_of(name, offering[name]) for name in NAMED}
        told = NOTHING if offering["conditions"] == "" else offering["conditions"] or ""
        form = cls(formdata=None, data={**known, "conditions": told})
        form.version.data, form.label.data = str(offering["version"]), str(offering["label"])
        form.capacity.data = offering["capacity"]
        for name in ("starts_on", "ends_on"):
            form[name].data = offering[name]
        return form

    def body(self) -> dict[str, Any]:
        """Return what the form tells; null is not yet known, empty is none."""
        told: dict[str, Any] = {name: (self[name].data or "").strip() or None for name in TEXTS}
        told |= {name: self[name].data or None for name in (*BANDS, "kind", "earliest_stage")}
        told |= {name: _told(self[name].data) for name in BOXES}
        told |= {name: self[name].codes() for name in NAMED}
        for name in ("starts_on", "ends_on"):
            told[name] = self[name].data.isoformat() if self[name].data else None
        conditions = (self.conditions.data or "").strip()
        told["conditions"] = "" if conditions.lower() in NONE else conditions or None
        return {**told, "capacity": self.capacity.data, "label": int(self.label.data)}

    def seen(self) -> int | None:
        """Return which version of the offering stood on the page."""
        text = self.version.data or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _codes(listed: str, empty: str = "") -> list[SelectChoice]:
    language = get_locale().language
    found = [(term.code, term.label(language)) for term in codes(listed)]
    return offered([("", empty), *found] if empty else found)


def _ticked(known: list[str] | None) -> list[str]:
    return [NOTHING] if known == [] else known or []


def _told(ticked: list[str]) -> list[str] | None:
    return [] if ticked == [NOTHING] else ticked or None
