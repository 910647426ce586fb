"""The text of a mail: its links within this site can be followed, nothing else is live."""

import re
from datetime import datetime
from email.utils import parsedate_to_datetime

from markupsafe import Markup, escape

from services.portal.moments import moment

LINK = Markup('<a href="{0}">{0}</a>')


def with_links(text: str, site: str) -> Markup:
    """Return the text escaped, with the addresses that begin with `site` as links."""
    shown, at = Markup(), 0
    for found in re.finditer(re.escape(site) + r"/[^\s<>\"']*[^\s<>\"'.,;:)]", text):
        shown += escape(text[at : found.start()]) + LINK.format(found[0])
        at = found.end()
    return shown + escape(text[at:])


def when(date: str) -> str:
    """Return a mail's own date in words; as it stands when it is none."""
    try:
        read: datetime = parsedate_to_datetime(date)
    except ValueError:
        return date
    return moment(read)
