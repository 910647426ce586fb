"""One valid request to every route, by service."""

from tests.access.checks import Example, Examples
from tests.access.examples import reasons
from tests.access.examples.congregations import CONGREGATIONS
from tests.access.examples.identity import IDENTITY
from tests.access.examples.notifications import NOTIFICATIONS
from tests.access.examples.partners import PARTNERS
from tests.access.examples.scheduling import SCHEDULING
from tests.access.examples.walking import PARTNERING, WALKING

_LATELY = {"since": "2026-11-01T00:00:00Z", "until": "2030-01-01T00:00:00+01:00"}


def _of_every_service() -> Examples:
    return {
        "GET /health/live": (Example("/health/live"),),
        "GET /health/ready": (Example("/health/ready"),),
        "GET /openapi.json": (Example("/openapi.json"),),
        "GET /events": (Example("/events"),),
        "POST /events/<uuid:event_id>/replay": (Example("/events/{parked}/replay"),),
        "POST /events/<uuid:event_id>/discard": (
            Example("/events/{parked}/discard", {"reason": "Niemand heeft het nodig"}),
        ),
        "POST /events/replay": (
            Example("/events/replay", {"dry_run": False, "type": "congregations", **_LATELY}),
            Example("/events/replay", {"dry_run": True, "error": "weg"}, still=reasons.DRY),
        ),
        "POST /events/resend": (
            Example("/events/resend", {"dry_run": False, **_LATELY}),
            Example("/events/resend", {"dry_run": True, **_LATELY}, still=reasons.DRY),
        ),
    }


BY_SERVICE: dict[str, Examples] = {
    name: {**_of_every_service(), **examples}
    for name, examples in (
        ("identity", IDENTITY),
        ("congregations", {**CONGREGATIONS, **WALKING}),
        ("partners", {**PARTNERS, **PARTNERING}),
        ("scheduling", SCHEDULING),
        ("notifications", NOTIFICATIONS),
    )
}
