"""What the forms of a strategy share: the revision that was read, lists to choose from, texts."""

from typing import Any

from flask_wtf import FlaskForm
from wtforms import HiddenField

from services.portal.forms.texts import whole

Answer = dict[str, Any]


class Versioned(FlaskForm):
    """A form that holds the revision which was read, so that nobody writes over somebody else."""

    revision = HiddenField()

    def seen(self) -> Answer:
        """Return the revision as the service takes it; 0 when it is no number."""
        return {"revision": whole(self.revision.data)}


def parts_of(text: str | None) -> list[str]:
    """Return what is written between the commas."""
    return [part.strip() for part in (text or "").split(",") if part.strip()]


def plain(text: str | None) -> str:
    """Return a text with lines as we keep them; a browser sends them otherwise."""
    return (text or "").replace("\r\n", "\n").strip()
