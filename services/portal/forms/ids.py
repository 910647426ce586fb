"""Which thing a form is about, by the id that stands in a hidden field."""

from uuid import UUID

from flask import request

from shared.errors import NotFound


def id_of(name: str) -> str:
    """Return the id in a field of the form that was sent; `NotFound` for anything else.

    It becomes a part of an address inside, so nothing but an id may pass.
    """
    try:
        return str(UUID(request.form.get(name, "")))
    except ValueError as fault:
        raise NotFound from fault
