"""Signing in, taking up an invitation, setting up."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, EmailField, HiddenField, RadioField, StringField
from wtforms.validators import InputRequired, Length, Regexp

from services.portal.forms.choosing import offered, one_of_them

LANGUAGES = offered([("nl", "Nederlands"), ("en", "English")])
FILLED = InputRequired(_l("Fill this in"))


def _without_spaces(text: str | None) -> str:
    return "".join((text or "").split())


class AddressForm(FlaskForm):
    """The address to which the sign-in letter goes."""

    email = EmailField(
        _l("Your mail address"),
        validators=[InputRequired(_l("Write your mail address")), Length(max=254)],
    )
    next = HiddenField()


class OwnDevice(FlaskForm):
    """Whether others use this device too."""

    keep = BooleanField(_l("It is my own: keep me signed in for ninety days"))


class CodeForm(OwnDevice):
    """The six digits of the letter."""

    code = StringField(
        _l("Six digits"),
        filters=[_without_spaces],
        validators=[Regexp(r"[0-9]{6}\Z", message=_l("Type the six digits of the mail"))],
    )


class NewcomerForm(OwnDevice):
    """How a newcomer is called and in which language he reads."""

    name = StringField(_l("Your name"), validators=[FILLED, Length(max=120)])
    language = RadioField(
        _l("Your language"),
        choices=LANGUAGES,
        default="nl",
        validate_choice=False,
        validators=[one_of_them],
    )


class SetUpForm(FlaskForm):
    """The first operator."""

    name = StringField(_l("Your name"), validators=[FILLED, Length(max=120)])
    email = EmailField(_l("Your mail address"), validators=[FILLED, Length(max=254)])
    language = RadioField(
        _l("Your language"),
        choices=LANGUAGES,
        default="nl",
        validate_choice=False,
        validators=[one_of_them],
    )
