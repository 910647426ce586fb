"""The web server: gunicorn with threads, one process when embedded, several per service."""

from collections.abc import Callable
from typing import Any

from gunicorn.app.base import BaseApplication

from services.host import Host
from shared.config import Settings


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
        return self._make_app()


def embedded(settings: Settings, address: str, *, ready: Callable[[], None]) -> None:
    """Serve the whole house from one process until Ctrl-C or SIGTERM."""
    houses: list[Host] = []

    def make_app() -> Any:
        # made after the fork: threads and connections do not survive one
        house = Host(settings)
        houses.append(house)
        app = house.create_apps()
        house.start()
        return app

    def stop(_arbiter: object, _worker: object) -> None:
        for house in houses:
            house.stop()

    options = {
        **options_for(address),
        "workers": 1,
        "threads": 8,
        "post_worker_init": lambda _worker: ready(),
        "worker_exit": stop,
    }
    Server(make_app, options).run()


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
