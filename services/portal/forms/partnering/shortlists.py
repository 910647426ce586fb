"""What is typed about a shortlist."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import Length, Optional

from services.portal.forms.choosing import offered
from services.portal.forms.coach import FILLED
from services.portal.forms.partnering.saying import CHOOSE, Answer, Saying, Versioned, plain
from services.portal.forms.texts import whole

ROWS = 12


class ShortlistForm(Versioned):
    """What a shortlist is about; its criteria stand beside it, see `criteria_of`."""

    title = StringField(_l("What do you want to choose?"), validators=[FILLED, Length(max=160)])


class CandidateForm(FlaskForm):
    """One more to compare."""

    kind = RadioField(
        _l("What is it?"),
        choices=offered(
            [
                ("match", _l("One of the proposals of our coach")),
                ("people_group", _l("A people group or a group of people")),
                ("agency", _l("An agency, by its name")),
            ]
        ),
        validators=[CHOOSE],
    )
    # which proposals there are is said by their owner
    match_id = SelectField(
        _l("Which proposal?"), validators=[Optional()], validate_choice=False, choices=[]
    )
    name = StringField(_l("Name"), validators=[Length(max=160)])
    code = StringField(_l("Code on a list of peoples"), validators=[Length(max=40)])
    note = TextAreaField(_l("Note"), validators=[Length(max=2000)])

    def of(self, matches: list[tuple[str, str]]) -> "CandidateForm":
        """Offer these proposals."""
        self.match_id.choices = offered([("", _("none of them")), *matches])
        return self

    def facts(self) -> Answer:
        """Return what the service takes."""
        kind = self.kind.data
        found = {"kind": kind, "note": plain(self.note.data)}
        if kind == "match":
            return {**found, "match_id": self.match_id.data or None}
        code = plain(self.code.data) if kind == "people_group" else None
        return {**found, "name": plain(self.name.data), "code": code}


class OutcomeForm(Saying):
    """What the congregation chose, and why."""

    outcome = RadioField(
        _l("What was decided?"),
        choices=offered(
            [("chosen", _l("We go on with this one")), ("not_chosen", _l("Not with this one"))]
        ),
        validators=[CHOOSE],
    )
    reason = TextAreaField(_l("Why?"), validators=[FILLED, Length(max=2000)])


def criteria_of(form: MultiDict[str, str]) -> list[Answer]:
    """Return the criteria of the rows `name-<n>`, `weight-<n>`, `id-<n>` that were filled in."""
    rows = ((n, form.get(f"name-{n}", "").strip()) for n in range(ROWS))
    return [
        {
            "id": form.get(f"id-{n}") or None,
            "name": name,
            "weight": whole(form.get(f"weight-{n}", "2")),
        }
        for n, name in rows
        if name
    ]


def judgements_of(form: MultiDict[str, str]) -> list[Answer]:
    """Return the judgements of the fields `verdict-<criterion>` and `note-<criterion>`."""
    ids = [name.removeprefix("verdict-") for name in form if name.startswith("verdict-")]
    return [
        {
            "criterion_id": one,
            "verdict": form[f"verdict-{one}"],
            "note": plain(form.get(f"note-{one}")),
        }
        for one in ids
        if form[f"verdict-{one}"]
    ]
