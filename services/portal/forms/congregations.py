"""Inviting somebody to a congregation."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import EmailField, RadioField, StringField
from wtforms.validators import Length

from services.portal.forms.choosing import offered
from services.portal.forms.signin import FILLED, LANGUAGES


class InviteForm(FlaskForm):
    """Who is invited, to what, in which language."""

    name = StringField(_l("Name"), validators=[FILLED, Length(max=120)])
    email = EmailField(_l("Mail address"), validators=[FILLED, Length(max=254)])
    role = RadioField(
        _l("As what?"),
        choices=offered(
            [
                ("leader", _l("Leader"), _l("decides for the congregation")),
                ("working_group", _l("Working group"), _l("prepares, does not decide")),
            ]
        ),
        default="leader",
    )
    language = RadioField(_l("In which language?"), choices=LANGUAGES, default="nl")
