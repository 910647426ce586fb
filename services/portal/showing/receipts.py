"""Words about how an offering was ranked."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

BANDS: Mapping[str, object] = {
    "first_5": _l("among the first five"),
    "first_20": _l("sixth to twentieth"),
    "below": _l("after the twentieth"),
}
VERDICTS: Mapping[str, object] = {
    "yes": _l("fits"),
    "no": _l("does not fit"),
    "partly": _l("fits partly"),
    "unknown": _l("not yet known"),
}
