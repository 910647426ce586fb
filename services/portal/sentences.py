"""The sentences with which services refuse, in the visitor's language."""

import re
from itertools import count

from flask_babel import gettext

NUMBER = re.compile(r"\d+")


def sentence(english: str) -> str:
    """Return a service's sentence in the visitor's language, as it is when we have no Dutch.

    A sentence with numbers that is not known word for word is looked up with `%(n1)s`, `%(n2)s` …
    in their place: `At most 300 characters.` is `At most %(n1)s characters.`
    """
    escaped = english.replace("%", "%%")
    known = str(gettext(escaped)) if "%" in english else str(gettext(english))
    if known not in (english, escaped):
        return known
    names = count(1)
    pattern = NUMBER.sub(lambda _found: f"%(n{next(names)})s", escaped)
    numbers = {f"n{n}": number for n, number in enumerate(NUMBER.findall(english), 1)}
    return str(gettext(pattern, **numbers)) if numbers else english
