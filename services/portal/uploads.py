"""How much a page takes in: a form's few words, unless the page says otherwise."""

from collections.abc import Callable
from typing import TypeVar

from flask import Flask, current_app, request

LARGEST_FORM = 256 * 1024
MEGABYTE = 1024 * 1024

View = TypeVar("View", bound=Callable[..., object])


def takes_up_to(size: int) -> Callable[[View], View]:
    """Mark a page (below its route) that takes a body of up to `size` bytes."""

    def mark(view: View) -> View:
        view.__dict__["largest_body"] = size
        return view

    return mark


def install(app: Flask) -> None:
    """Refuse what is larger than the page takes, before any of it is read."""

    @app.before_request
    def limit() -> None:
        view = current_app.view_functions.get(request.endpoint or "")
        request.max_content_length = getattr(view, "largest_body", LARGEST_FORM)
