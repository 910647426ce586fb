"""What stands around every page: language, who is signed in, where one can go."""

from functools import cache
from typing import NamedTuple

from flask import Flask, request, url_for
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup

from services.portal import navigation
from services.portal.forms.choosing import options_of
from services.portal.forms.sending import error_of, errors
from services.portal.language import language
from services.portal.session import visitor
from services.portal.showing import words
from shared.config import Settings
from shared.reference import vocabulary


class Shown(NamedTuple):
    """The signed-in person as the head of the page names him."""

    name: str
    role_label: str


def install(app: Flask, settings: Settings) -> None:
    """Give every template what the layout needs."""

    @app.context_processor
    def around() -> dict[str, object]:
        return {
            "language": language(),
            "sample": settings.sample,
            "current_person": _current_person(),
            "navigation": navigation.entries(visitor().actor, request.path, settings.sample),
        }

    app.jinja_env.globals.update(
        csrf_field=csrf_field,
        icon=cache(icon),
        errors=errors,
        error_of=error_of,
        options_of=options_of,
        term=term,
        match_words=words.MATCHES,
        offering_words=words.OFFERINGS,
    )


def term(listed: str, code: str | None) -> str:
    """Return the words of a code in the visitor's language; empty for what is not known."""
    return vocabulary.label(listed, code, language()) if code else ""


def icon(name: str) -> Markup:
    """Return the drawing of this name, which adds nothing to the words beside it.

    A function and no macro, remembered: a long list shows a thousand of them.
    """
    markup = '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>'
    drawings = url_for("static", filename="icons.svg")
    return Markup(markup).format(drawings, name)  # noqa: S704  # the values are escaped by format


def csrf_field() -> Markup:
    """Return the hidden field that proves that a form is ours."""
    markup = '<input type="hidden" name="csrf_token" value="{}">'
    return Markup(markup).format(generate_csrf())  # noqa: S704  # the value is escaped by format


def _current_person() -> Shown | None:
    person = visitor().person
    if person is None:
        return None
    labels = navigation.role_labels(visitor().actor)
    return Shown(person.name, ", ".join(str(label) for label in labels) or _("no role now"))
