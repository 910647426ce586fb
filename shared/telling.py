"""The address at which one process tells its keeper how it is; not for people, never public."""

import threading
from collections.abc import Callable, Sequence
from typing import Any

from flask import Flask, Response, jsonify
from werkzeug.serving import WSGIRequestHandler, make_server

from shared.metrics import Metrics

ALONE = "127.0.0.1"
TEXT = "text/plain; version=0.0.4; charset=utf-8"

Faults = Callable[[], Sequence[str]]


class Telling(threading.Thread):
    """Answers at `GET /metrics` and `GET /health/ready` until closed."""

    def __init__(self, bind: str, metrics: Metrics, faults: Faults = tuple) -> None:
        super().__init__(name="telling", daemon=True)
        host, port = address(bind)
        app = create_app(metrics, faults)
        self._server = make_server(host, port, app, threaded=True, request_handler=_Quiet)

    def run(self) -> None:
        """Answer."""
        self._server.serve_forever()

    def stop(self) -> None:
        """Finish and let the port go."""
        self._server.shutdown()
        self._server.server_close()
        self.join(timeout=5)


def create_app(metrics: Metrics, faults: Faults) -> Flask:
    """Return the app; `faults` are sentences on why this process cannot do its work now."""
    app = Flask("telling", static_folder=None)

    @app.get("/metrics")
    def figures() -> Response:
        return Response(metrics.text(), content_type=TEXT)

    @app.get("/health/ready")
    def ready() -> tuple[Response, int]:
        found = list(faults())
        if found:
            return jsonify(status="degraded", faults=found), 503
        return jsonify(status="ready"), 200

    return app


def address(bind: str) -> tuple[str, int]:
    """Return host and port of `9100`, which only this machine reaches, or of `10.0.0.5:9100`."""
    host, _, port = bind.rpartition(":")
    return host or ALONE, int(port)


class _Quiet(WSGIRequestHandler):
    """Writes no line for each look."""

    def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002 - the library's name
        pass
