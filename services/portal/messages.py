"""Which messages of the pages have no Dutch yet; a test and the translator ask it."""

from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir

from services.portal.language import TRANSLATIONS, catalog

PORTAL = Path(__file__).parent
WHERE = [("templates/**.html", "jinja2"), ("**.py", "python")]
KEYWORDS = {**DEFAULT_KEYWORDS, "lazy_gettext": None, "_l": None}
MessageId = str | tuple[str, ...]


def missing_messages(
    folder: Path = PORTAL, translations: Path = TRANSLATIONS
) -> list[tuple[str, MessageId]]:
    """Return (file, message) for each message that is used and has no Dutch."""
    known = catalog(translations)
    return sorted(
        {(file, used) for file, used in used_messages(folder) if not _is_there(known, used)},
        key=str,
    )


def used_messages(folder: Path = PORTAL) -> Iterator[tuple[str, MessageId]]:
    """Yield (file, message) for each message in the templates and the code of a folder."""
    found = extract_from_dir(str(folder), WHERE, keywords=KEYWORDS, comment_tags=())
    for file, _line, message, _comments, _context in found:
        yield file, message if isinstance(message, str) else tuple(message)


def _is_there(known: Catalog, used: MessageId) -> bool:
    message = known.get(used if isinstance(used, str) else used[0])
    if message is None or not message.string:
        return False
    strings = (message.string,) if isinstance(message.string, str) else message.string
    return all(strings) and (len(strings) > 1) == (not isinstance(used, str))
