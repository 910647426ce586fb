"""What is written down about support: the plan, the threshold, counts, objections, the decision."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, DateField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from services.portal.forms.choosing import offered, terms
from services.portal.forms.coach import DAY, FILLED, TELLERS
from services.portal.forms.leader import decision_bodies
from services.portal.forms.texts import lines, whole_if_typed

COUNTS = ("present", "in_favour", "with_reservations", "against", "abstained")
CHOOSE = InputRequired(_l("Choose one"))


class GroupForm(FlaskForm):
    """A group in the church."""

    name = StringField(_l("Which group?"), validators=[FILLED, Length(max=80)])
    influence = SelectField(_l("How much does it count for the others?"), default="medium")
    size = IntegerField(
        _l("How many people, if you know"), validators=[Optional(), NumberRange(1, 20_000)]
    )
    size_band = SelectField(_l("Or about how many?"), validators=[Optional()])
    stance_now = SelectField(_l("Where do they stand now?"), validators=[Optional()])
    stance_desired = SelectField(_l("Where do you hope they will stand?"), validators=[Optional()])

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self.influence.choices = terms("influences")
        self.size_band.choices = terms("group_sizes", _l("not known"))
        self.stance_now.choices = terms("support_stances", _l("not known"))
        self.stance_desired.choices = terms("support_stances", _l("not known"))

    def facts(self) -> dict[str, Any]:
        """Return what the form says; what stays open is not known."""
        return {
            "name": self.name.data,
            "influence": self.influence.data,
            "size": self.size.data,
            "size_band": self.size_band.data or None,
            "stance_now": self.stance_now.data or None,
            "stance_desired": self.stance_desired.data or None,
        }


class WorkForm(FlaskForm):
    """Something to do with a group."""

    work = SelectField(_l("How?"), validators=[CHOOSE])
    text = StringField(_l("What will you do?"), validators=[FILLED, Length(max=300)])
    on_day = DateField(_l("When?"), validators=[Optional()])
    role = StringField(_l("By whom? A role is enough"), validators=[Length(max=80)])

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self.work.choices = terms("support_work")


class DoneForm(FlaskForm):
    """Something was done with a group."""

    done_on = DateField(_l("On which day was it?"), validators=[DAY])
    stance_after = SelectField(_l("Where do they stand now, after it?"), validators=[Optional()])

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self.stance_after.choices = terms("support_stances", _l("not known"))


class MeasureForm(FlaskForm):
    """How support is measured; the groups stand beside it, see `groups_of`."""

    kind = SelectField(_l("How will you measure it?"), validators=[CHOOSE])
    question_nl = TextAreaField(
        _l("What do you ask, in Dutch? One question on each line, at most ten"),
        validators=[Length(max=2000)],
    )
    question_en = TextAreaField(
        _l("The same in English, line by line"), validators=[Length(max=2000)]
    )

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self.kind.choices = offered(
            [
                ("counted", _l("Count hands or slips at a meeting")),
                ("survey", _l("A survey with one slip for each person")),
            ]
        )

    def questions(self) -> list[dict[str, str]]:
        """Return the questions in both languages, line beside line."""
        dutch = lines(self.question_nl.data)
        english = lines(self.question_en.data)
        pairs = [*english, *[""] * len(dutch)]
        return [
            {"nl": nl, **({"en": en} if en else {})} for nl, en in zip(dutch, pairs, strict=False)
        ]


class ThresholdForm(FlaskForm):
    """What is agreed before anybody is asked."""

    share = IntegerField(
        _l("At least how many of 100 who vote are in favour?"),
        validators=[InputRequired(_l("Fill this in")), NumberRange(1, 100)],
        default=70,
    )
    response = IntegerField(
        _l("At least how many of 100 who may take part do so?"),
        validators=[InputRequired(_l("Fill this in")), NumberRange(0, 100)],
        default=50,
    )
    no_grave = BooleanField(_l("No grave objection without an answer"), default=True)


class SlipsForm(FlaskForm):
    """How many slips, for which group."""

    group_id = SelectField(_l("For which group?"), validators=[CHOOSE], validate_choice=False)
    number = IntegerField(
        _l("How many slips?"),
        validators=[InputRequired(_l("Fill this in")), NumberRange(1, 2000)],
    )
    anew = BooleanField(_l("The earlier slips of this group that were not used no longer count"))


class ObjectionForm(FlaskForm):
    """An objection that was heard."""

    text = TextAreaField(_l("What do they have against it?"), validators=[FILLED, Length(max=1000)])
    theme = StringField(_l("In one word"), validators=[Length(max=80)])
    grave = BooleanField(_l("This weighs heavily: go on only when it is answered"))


class OutcomeForm(FlaskForm):
    """What the body decided; `by_role` only where a coach writes it down as told to him."""

    outcome = SelectField(_l("What was decided?"), validators=[CHOOSE])
    decision = TextAreaField(_l("In the words of the body"), validators=[FILLED, Length(max=2000)])
    body = SelectField(_l("Who decided?"), validators=[CHOOSE])
    held_on = DateField(_l("On which day?"), validators=[DAY])
    by_role = SelectField(_l("Who told you?"), choices=TELLERS, validators=[Optional()])
    by_name = StringField(_l("Name, if it helps"), validators=[Length(max=120)])

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self.outcome.choices = terms("support_outcomes")
        self.body.choices = decision_bodies()


class CountForm(FlaskForm):
    """The day on which was counted; the numbers stand beside it, see `counted_of`."""

    held_on = DateField(_l("On which day was the meeting?"), validators=[DAY])


class SlipForm(FlaskForm):
    """What the holder of a slip may add to the answers."""

    objection = TextAreaField(
        _l("Is there something you have against it?"), validators=[Length(max=1000)]
    )
    grave = BooleanField(_l("This weighs heavily for me"))


def groups_of(form: Mapping[str, str], planned: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the groups to measure: `take-<id>` with `invited-<id>`, and `own-name`."""
    chosen = [
        {"group_id": group["id"], "invited": whole_if_typed(form.get(f"invited-{group['id']}"))}
        for group in planned
        if form.get(f"take-{group['id']}")
    ]
    if own := form.get("own-name", "").strip():
        chosen.append({"name": own, "invited": whole_if_typed(form.get("own-invited"))})
    return chosen


def counted_of(form: MultiDict[str, str], groups: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return what was typed per group: `<count>-<id>`; nothing typed is none."""
    return [
        {
            "id": group["id"],
            **{name: whole_if_typed(form.get(f"{name}-{group['id']}")) or 0 for name in COUNTS},
        }
        for group in groups
    ]
