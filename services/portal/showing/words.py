"""Words for the states of matches and offerings."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

MATCHES: Mapping[str, object] = {
    "asked_congregation": _l("the congregation is asked"),
    "asked_agency": _l("the agency is asked"),
    "introduced": _l("introduced"),
    "exploring": _l("getting to know each other"),
    "agreement": _l("making an agreement"),
    "active": _l("working together"),
    "ended": _l("ended"),
    "declined": _l("no match"),
    "expired": _l("no answer came"),
    "withdrawn": _l("taken back"),
}
OFFERINGS: Mapping[str, object] = {
    "draft": _l("draft"),
    "open": _l("open"),
    "full": _l("full"),
    "closed": _l("closed"),
    "withdrawn": _l("withdrawn"),
}
