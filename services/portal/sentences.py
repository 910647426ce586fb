"""The sentences with which services refuse, in the visitor's language."""

from flask_babel import gettext


def sentence(english: str) -> str:
    """Return a service's sentence in the visitor's language, as it is when we have no Dutch."""
    return str(gettext(english.replace("%", "%%"))) if "%" in english else str(gettext(english))
