"""Making a service's web app: strict reading, the door, problems, health, OpenAPI."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, ClassVar
from urllib.parse import urlsplit

from flask import Flask, Response, jsonify
from flask_smorest import Api, Blueprint
from flask_smorest.blueprint import Blueprint as SmorestBlueprint
from marshmallow import RAISE
from sqlalchemy import text
from webargs import flaskparser
from werkzeug.datastructures import MultiDict

from shared.config import Settings
from shared.errors import Refusal
from shared.service import Tools
from shared.web import door, keys, problem, strictjson, trace, waiting
from shared.web.schema import TextOnly

LARGEST_BODY = 256 * 1024


class StrictParser(flaskparser.FlaskParser):
    """Reads request bodies with `strictjson`; only `application/json` is JSON."""

    # a misspelt `dry_run` must not write
    DEFAULT_UNKNOWN_BY_LOCATION: ClassVar[dict[str, str | None]] = {
        **flaskparser.FlaskParser.DEFAULT_UNKNOWN_BY_LOCATION,
        "query": RAISE,
    }

    def load_querystring(self, req: Any, schema: Any) -> Any:
        """Return the words of the address, marked as such."""
        marked = MultiDict((key, TextOnly(value)) for key, value in req.args.items(multi=True))
        return self._makeproxy(marked, schema)

    def load_json(self, req: Any, schema: Any) -> Any:
        """Return the body's value; `Malformed` goes up as it is."""
        if not req.is_json:
            raise WrongMedia("Send the body as application/json.")
        return strictjson.loads(req.get_data(cache=True))


class WrongMedia(Refusal):
    """The body's media type is not the one asked for."""

    status = 415
    title = "Unsupported media type"


def blueprint(name: str, description: str) -> Blueprint:
    """Return a blueprint whose arguments are read strictly."""
    made = SmorestBlueprint(name, name, description=description)
    made.ARGUMENTS_PARSER = StrictParser()
    return made


def create_service_app(
    name: str,
    settings: Settings,
    tools: Tools,
    *,
    blueprints: Sequence[Blueprint],
    access: Mapping[str, Sequence[str]],
    takes_keys: bool = False,
    largest_body: int = LARGEST_BODY,
) -> Flask:
    """Return the app of one service, mounted later at `/api/<name>`."""
    app = Flask(name, static_folder=None)
    app.config.update(
        MAX_CONTENT_LENGTH=largest_body,
        TRUSTED_HOSTS=trusted_hosts(settings, name),
        DEFAULT_RESPONSE_CONTENT_TYPE=problem.TYPE,
    )
    app.extensions["missionscoach"] = tools
    events = waiting.routes(
        blueprint("events", "What waits, and the operator's decisions about it")
    )
    every = (*blueprints, events)
    for made in every:
        app.register_blueprint(made, url_prefix="")
    _add_description(app, every)
    _add_health(app, tools)
    problem.install(app)
    check = keys.checker(tools.client, tools.credentials) if takes_keys else keys.refuse
    trace.install(app, name)
    _add_headers(app)
    door.install(app, {**OWN, **access}, door.by_header(tools.verifier.read, check))
    return app


# routes that every service has
OWN: dict[str, tuple[str, ...]] = {
    "GET /health/live": ("public",),
    "GET /health/ready": ("public",),
    "GET /openapi.json": ("public",),
    **waiting.ACCESS,
}


def trusted_hosts(settings: Settings, name: str) -> list[str]:
    """Return the host names under which an app answers; any other is refused with 400."""
    hosts = [settings.public_host, "127.0.0.1", "localhost", "[::1]", name]
    if settings.service_url:
        hosts.append(urlsplit(settings.address(name)).hostname or name)
    return hosts


def _add_description(app: Flask, blueprints: Sequence[Blueprint]) -> None:
    # written when it is first asked for: most processes never need it, and it takes long
    @cache
    def description() -> dict[str, Any]:
        described = Flask(app.name, static_folder=None)
        api = Api(
            described,
            spec_kwargs={
                "title": f"Missionscoach {app.name}",
                "version": "1",
                "openapi_version": "3.1.0",
            },
        )
        for made in blueprints:
            api.register_blueprint(made, url_prefix="")
        found: dict[str, Any] = api.spec.to_dict()
        return found

    @app.get("/openapi.json")
    def openapi() -> Response:
        return jsonify(description())


def _add_health(app: Flask, tools: Tools) -> None:
    @app.get("/health/live")
    def live() -> Response:
        return jsonify(status="alive")

    @app.get("/health/ready")
    def ready() -> Response:
        try:
            with tools.db.read() as db:
                db.execute(text("SELECT 1"))
        except Exception:
            return problem.problem(503, "Not ready", "The database does not answer.")
        return jsonify(status="ready")


def _add_headers(app: Flask) -> None:
    @app.after_request
    def headers(response: Response) -> Response:
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response
