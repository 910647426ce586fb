"""The web server: gunicorn with threads, one process when embedded, several per service."""

import gc
from collections.abc import Callable
from typing import Any

from gunicorn.app.base import BaseApplication


class Server(BaseApplication):
    """Gunicorn, started from code with our settings."""

    def __init__(self, make_app: Callable[[], Any], options: dict[str, Any]) -> None:
        self._make_app = make_app
        self._options = options
        super().__init__()

    def load_config(self) -> None:
        """Take the options over."""
        for key, value in self._options.items():
            self.cfg.set(key, value)

    def load(self) -> Any:
        """Make the app, in the process that serves it."""
        app = self._make_app()
        # what is there now stays; looking through it again and again held up one answer in ten
        gc.collect()
        gc.freeze()
        return app


def options_for(address: str) -> dict[str, Any]:
    """Return the gunicorn options that hold in every mode."""
    return {
        "bind": address,
        "worker_class": "gthread",
        "control_socket_disable": True,  # two masters of one user would fight over it
        "graceful_timeout": 20,
        "timeout": 120,
        "keepalive": 5,
        "loglevel": "warning",
        "proc_name": "missionscoach",
    }
