"""What every view of congregations needs: an answer written while its rows are open."""

from flask import Response, jsonify, request
from marshmallow import Schema

from shared.errors import Invalid


def answer(schema: Schema, content: object, status: int = 200) -> Response:
    """Return the content as JSON; call it inside the transaction that read it."""
    response: Response = jsonify(schema.dump(content))
    response.status_code = status
    return response


def nothing() -> Response:
    """Return the answer to something that was done and leaves nothing to say."""
    return Response(status=204)


def raw_body(largest: int) -> bytes:
    """Return the body of a route that takes files, up to `largest` bytes (else 413)."""
    request.max_content_length = largest
    body = request.get_data(cache=False)
    if not body:
        raise Invalid("There is nothing in it.", {"file": "The body is empty."})
    return body
