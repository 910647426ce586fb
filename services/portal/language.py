"""Dutch and English: which of the two this visitor reads, and the Dutch of every message."""

from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import Flask, current_app, g, request
from flask_babel import Babel, Domain, get_locale
from werkzeug.wrappers import Response

from services.portal.session import visitor

LANGUAGES = ("nl", "en")
COOKIE = "language"
YEAR = 365 * 24 * 3600
ZONE = "Europe/Amsterdam"
TRANSLATIONS = Path(__file__).parent / "translations"


def install(app: Flask) -> None:
    """Let the pages of this app speak the visitor's language."""
    babel = Babel(
        app, default_locale="nl", default_timezone=ZONE, locale_selector=language_of_visitor
    )
    babel.domain_instance = Messages()


def language_of_visitor() -> str:
    """Return `nl` or `en`: the person's own choice, else the browser's; Dutch when in doubt.

    An address may ask for either with `?language=`: a document is also printed for others.
    """
    asked = request.args.get("language")
    if asked in LANGUAGES:
        return asked
    person = visitor().person
    chosen = person.language if person else request.cookies.get(COOKIE)
    if chosen in LANGUAGES:
        return chosen
    return request.accept_languages.best_match(LANGUAGES, "nl") or "nl"


def language() -> str:
    """Return the language in which this page is written."""
    locale = get_locale()
    return str(locale.language) if locale else "nl"


def keep(response: Response, chosen: str) -> None:
    """Remember the language of a browser."""
    secure = bool(current_app.config["SESSION_COOKIE_SECURE"])
    response.set_cookie(COOKIE, chosen, max_age=YEAR, samesite="Lax", httponly=True, secure=secure)


class Messages(Domain):
    """The messages: English as they stand in the code, Dutch from our message files."""

    def get_translations(self) -> NullTranslations:
        """Return the messages in this page's language, which a page of cards asks for often."""
        if "messages" not in g:
            g.messages = dutch() if language() == "nl" else ENGLISH
        found: NullTranslations = g.messages
        return found


ENGLISH = Translations()


@cache
def dutch() -> NullTranslations:
    """Return all Dutch messages, read once from the message files."""
    compiled = BytesIO()
    write_mo(compiled, catalog())
    compiled.seek(0)
    return Translations(compiled)


def catalog(folder: Path = TRANSLATIONS) -> Catalog:
    """Return the Dutch message files as one."""
    merged = Catalog(locale="nl")
    for path in sorted((folder / "nl").glob("*.po")):
        with path.open("rb") as file:
            part = read_po(file, locale="nl", abort_invalid=True)
        for message in part:
            if message.id and message.string:
                merged[message.id] = _plain(message)
    return merged


def _plain(message: Any) -> Any:
    # a message that somebody is still unsure of is shown all the same: Dutch beats English here
    message.flags.discard("fuzzy")
    return message
