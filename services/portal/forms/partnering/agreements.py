"""What is typed about an agreement, on either side."""

from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import DateField, HiddenField, IntegerField, RadioField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from services.portal.forms.choosing import offered
from services.portal.forms.partnering.saying import (
    CHOOSE,
    Answer,
    Saying,
    Versioned,
    plain,
)
from services.portal.forms.texts import day_of, iso, lines, whole

ROWS = 24


class TextForm(Versioned):
    """What two agree; what each brings in stands beside it, see `contributions_of`."""

    communication = TextAreaField(_l("How do you keep in touch?"), validators=[Length(max=4000)])
    review_every = IntegerField(
        _l("Look back together every so many months"),
        default=6,
        validators=[InputRequired(_l("Fill this in")), NumberRange(1, 24)],
    )
    starts_on = DateField(_l("From"), validators=[Optional()])
    ends_on = DateField(_l("Until"), validators=[Optional()])
    exit_notice = TextAreaField(
        _l("How long before do you tell each other?"), validators=[Length(max=2000)]
    )
    exit_handover = TextAreaField(
        _l("What is handed over, and how?"), validators=[Length(max=2000)]
    )
    exit_public = TextAreaField(_l("What do you say publicly?"), validators=[Length(max=2000)])
    evidence = TextAreaField(_l("What it rests on"), validators=[Length(max=4000)])

    def facts(self) -> Answer:
        """Return what the service takes, without what each side brings in."""
        names = ("communication", "exit_notice", "exit_handover", "exit_public")
        return {
            **{name: plain(self[name].data) for name in names},
            "review_every": self.review_every.data,
            "starts_on": iso(self.starts_on.data),
            "ends_on": iso(self.ends_on.data),
            "evidence": lines(self.evidence.data),
        }

    @staticmethod
    def shown(agreement: Answer) -> Answer:
        """Return the data of the form for this agreement."""
        text = agreement["text"]
        days = {name: day_of(text[name]) for name in ("starts_on", "ends_on")}
        evidence = "\n".join(text["evidence"])
        return {**text, **days, "evidence": evidence, "version": agreement["version"]}


class ReviewForm(Saying):
    """How one side wishes to go on."""

    round = HiddenField()
    wish = RadioField(
        _l("How do you want to go on?"),
        choices=offered(
            [
                ("continue", _l("Go on as it is")),
                ("change", _l("Go on, with a change")),
                ("end", _l("End it well")),
            ]
        ),
        validators=[CHOOSE],
    )
    note = TextAreaField(_l("A word for the other side"), validators=[Length(max=2000)])

    def facts(self) -> Answer:
        """Return what the service takes, without who says it."""
        return {
            "round": whole(self.round.data),
            "wish": self.wish.data,
            "note": plain(self.note.data),
        }


class EndForm(Saying):
    """Why a side ends it; nobody else reads that."""

    reason = TextAreaField(_l("Why? Only your own side and the coach read this"))


def contributions_of(form: MultiDict[str, str]) -> list[Answer]:
    """Return what each side brings in, of the rows `side-<n>`, `who-<n>`, `what-<n>`, `means-<n>`.

    A row counts when anything was written in it, so that half a row is refused with a sentence.
    """
    found = []
    for n in range(ROWS):
        who, what = (form.get(f"{name}-{n}", "").strip() for name in ("who", "what"))
        if who or what:
            means = form.get(f"means-{n}") or None
            side = form.get(f"side-{n}", "")
            found.append({"side": side, "who": who, "what": what, "means": means})
    return found
