"""What one may change about oneself."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField, StringField
from wtforms.validators import Length

from services.portal.forms.choosing import one_of_them
from services.portal.forms.signin import FILLED, LANGUAGES


class AccountForm(FlaskForm):
    """Name and language."""

    name = StringField(_l("Your name"), validators=[FILLED, Length(max=120)])
    language = RadioField(
        _l("Your language"), choices=LANGUAGES, validate_choice=False, validators=[one_of_them]
    )
