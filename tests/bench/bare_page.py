"""The peer of the start figure: Flask and SQLAlchemy imported, one page, the same server."""

import sys

import sqlalchemy
from flask import Flask
from gunicorn.app.base import BaseApplication


class Bare(BaseApplication):
    """Gunicorn around one page."""

    def load_config(self) -> None:
        """Listen on the port of the command line."""
        self.cfg.set("bind", f"127.0.0.1:{sys.argv[1]}")
        self.cfg.set("worker_class", "gthread")
        self.cfg.set("threads", 8)
        self.cfg.set("loglevel", "warning")
        self.cfg.set("control_socket_disable", True)

    def load(self) -> Flask:
        """Make the app."""
        app = Flask("bare")
        app.add_url_rule("/", view_func=lambda: sqlalchemy.__version__)
        return app


if __name__ == "__main__":
    Bare().run()
