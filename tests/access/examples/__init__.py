"""One valid request to every route, by service."""

from tests.access.checks import Example, Examples
from tests.access.examples.congregations import CONGREGATIONS
from tests.access.examples.identity import IDENTITY
from tests.access.examples.notifications import NOTIFICATIONS
from tests.access.examples.partners import PARTNERS
from tests.access.examples.scheduling import SCHEDULING
from tests.access.examples.walking import PARTNERING, WALKING


def _of_every_service() -> Examples:
    return {
        "GET /health/live": (Example("/health/live"),),
        "GET /health/ready": (Example("/health/ready"),),
        "GET /openapi.json": (Example("/openapi.json"),),
        "GET /events": (Example("/events"),),
        "POST /events/<uuid:event_id>/replay": (Example("/events/{parked}/replay"),),
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
