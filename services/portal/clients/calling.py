"""One way to call a service on behalf of whoever looks at the page."""

from typing import Any
from urllib.parse import urlencode

from services.portal.session import visitor
from shared.client import Reply
from shared.web import edge


def call(
    service: str,
    method: str,
    path: str,
    *,
    json_body: object = None,
    raw: tuple[bytes, str] | None = None,
) -> Reply:
    """Call a service as this visitor; a refusal is raised and becomes a page of its own."""
    bearer = visitor().bearers.get(service)
    return edge.tools().client.call(
        service, method, path, bearer=bearer, json_body=json_body, raw=raw
    )


def with_query(path: str, **values: object) -> str:
    """Return the path with those of the values that are not None or empty as its query."""
    given = {name: value for name, value in values.items() if value not in (None, "")}
    return f"{path}?{urlencode(given)}" if given else path


def given(**values: Any) -> dict[str, Any]:
    """Return a body with those of the values that are not None."""
    return {name: value for name, value in values.items() if value is not None}
