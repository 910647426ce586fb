"""Style and pictures: their address holds a mark of their content, so that browsers keep them."""

import hashlib
from functools import cache
from pathlib import Path

from flask import Flask, current_app, request

MARK = "v"


def install(app: Flask) -> None:
    """Let `url_for('static', …)` carry the mark of the file as it is now."""

    @app.url_defaults
    def mark(endpoint: str, values: dict[str, object]) -> None:
        if endpoint == "static" and app.static_folder:
            values[MARK] = content_mark(Path(app.static_folder) / str(values["filename"]))


def is_current() -> bool:
    """Tell whether the file is asked for by the mark of its present content."""
    folder, name = current_app.static_folder, (request.view_args or {}).get("filename")
    asked = request.args.get(MARK)
    return bool(folder and name and asked and asked == content_mark(Path(folder) / name))


@cache
def content_mark(path: Path) -> str:
    """Return a short mark of a file's content; empty when there is no such file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16] if path.is_file() else ""
