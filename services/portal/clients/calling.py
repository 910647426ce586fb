"""One way to call a service on behalf of whoever looks at the page."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from contextvars import copy_context
from typing import Any, TypeVar
from urllib.parse import urlencode

from services.portal.session import visitor
from shared.client import Reply
from shared.web import edge

One = TypeVar("One")
Other = TypeVar("Other")

# kept, as each thread keeps its connections; as many as one worker answers at once
BESIDE = ThreadPoolExecutor(8, thread_name_prefix="beside")


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


def together(one: Callable[[], One], other: Callable[[], Other]) -> tuple[One, Other]:
    """Ask two services at once, for a page that waits for both; raises what either raises."""
    # the copy carries who asks, and the trace
    asked = BESIDE.submit(copy_context().run, other)
    try:
        mine = one()
    finally:
        wait((asked,))
    return mine, asked.result()


def with_query(path: str, **values: object) -> str:
    """Return the path with those of the values that are not None or empty as its query."""
    given = {name: value for name, value in values.items() if value not in (None, "")}
    return f"{path}?{urlencode(given)}" if given else path


def given(**values: Any) -> dict[str, Any]:
    """Return a body with those of the values that are not None."""
    return {name: value for name, value in values.items() if value is not None}
