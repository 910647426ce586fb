"""One shape of refusal on every API: `application/problem+json` (RFC 9457), fields named."""

import json
from collections.abc import Mapping

from flask import Flask, Response, g
from sqlalchemy.exc import IntegrityError
from werkzeug.exceptions import HTTPException

from shared import log
from shared.errors import Refusal

TYPE = "application/problem+json"


def problem(
    status: int, title: str, detail: str, *, fields: Mapping[str, object] | None = None
) -> Response:
    """Return a problem document as a response."""
    content: dict[str, object] = {"type": "about:blank", "title": title, "status": status}
    content["detail"] = detail
    if fields:
        content["fields"] = fields
    return Response(json.dumps(content), status=status, content_type=TYPE)


def install(app: Flask) -> None:
    """Let every refusal, HTTP error and fault of this app end as a problem document."""
    app.register_error_handler(Refusal, _refusal)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(IntegrityError, _integrity)
    app.register_error_handler(Exception, _fault)


def _refusal(refusal: Refusal) -> Response:
    return problem(refusal.status, refusal.title, refusal.detail, fields=refusal.fields)


def _http(error: HTTPException) -> Response:
    status = error.code or 500
    if status == 404:
        # the same bytes as for a thing that the asker may not see
        return problem(404, "Not found", "There is nothing here for you.")
    fields = _flat(getattr(error, "data", {}).get("messages", {})) if status == 422 else None
    detail = "Some fields are not valid." if fields else error.description or error.name
    answer = problem(status, error.name, detail, fields=fields)
    for name, value in error.get_headers():
        if name in ("Allow", "Retry-After"):
            answer.headers[name] = value
    return answer


def _flat(messages: object, prefix: str = "") -> dict[str, str]:
    """Turn marshmallow's nested messages into `field.inner: sentence`."""
    if not isinstance(messages, dict):
        texts = messages if isinstance(messages, list) else [messages]
        return {prefix or "body": " ".join(str(text) for text in texts)}
    flat: dict[str, str] = {}
    for key, inner in messages.items():
        skip = not prefix and key in ("json", "query", "form", "files")
        name = prefix if skip or key == "_schema" else f"{prefix}.{key}".strip(".")
        flat.update(_flat(inner, name))
    return flat


def _integrity(_fault: IntegrityError) -> Response:
    # said without the database's text: it would name values of rows one may not see
    g.faulty = True
    log.get("web").warning("constraint refused a write")
    return problem(409, "Conflict", "That contradicts what is already there.")


def _fault(fault: Exception) -> Response:
    log.get("web").error("fault in a view", error=type(fault).__name__, exc_info=fault)
    return problem(500, "Fault", "Something went wrong on our side; nothing was changed.")
