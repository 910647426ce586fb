"""What the operator fills in."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import EmailField, RadioField, StringField
from wtforms.validators import Length

from services.portal.forms.choosing import offered, one_of_them
from services.portal.forms.signin import FILLED, LANGUAGES

# which roles a kind of organisation has
ROLES = {
    "congregation": [("leader", _l("Leader")), ("working_group", _l("Working group"))],
    "agency": [("agency_staff", _l("Speaks for the agency"))],
    "network": [("coach", _l("Missions coach")), ("operator", _l("Operator"))],
}


class InviteForm(FlaskForm):
    """Somebody to be invited; give it the kind of organisation."""

    name = StringField(_l("Name"), validators=[FILLED, Length(max=120)])
    email = EmailField(_l("Mail address"), validators=[FILLED, Length(max=254)])
    role = RadioField(_l("As what?"), validate_choice=False, validators=[one_of_them])
    language = RadioField(
        _l("Language of the letter"),
        choices=LANGUAGES,
        default="nl",
        validate_choice=False,
        validators=[one_of_them],
    )

    def for_kind(self, kind: str) -> "InviteForm":
        """Offer the roles of one kind of organisation."""
        self.role.choices = offered(ROLES.get(kind, []))
        return self


class ListForm(FlaskForm):
    """A file to be read."""

    file = FileField(_l("The file"), validators=[FileRequired(_l("Choose a file"))])


class DiscardForm(FlaskForm):
    """Why an event is given up."""

    reason = StringField(_l("Why?"), validators=[FILLED, Length(max=300)])
