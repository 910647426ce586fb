"""What one service needs to run: its tools, here or in a process of its own."""

from importlib import import_module
from typing import Any

from shared.client import Client, Credentials, HttpClient
from shared.clock import Clock
from shared.config import Settings
from shared.db import Database
from shared.service import Service, Tools
from shared.web import problem
from shared.web.assertion import Verifier


def alone(name: str, settings: Settings) -> tuple[Service, Tools]:
    """Return one service and its tools, for a process of its own that calls others over HTTP.

    The code of the other services is not loaded: in a process of its own it would only take memory.
    """
    service: Service = import_module(f"services.{name}.app").SERVICE
    return service, tools_for(service, settings, HttpClient(settings.address), Clock())


def tools_for(service: Service, settings: Settings, client: Client, clock: Clock) -> Tools:
    """Return the tools with which one service works."""
    secret = settings.service_secrets.get(service.name, "")
    return Tools(
        db=Database(
            settings.database(service.name) if service.metadata is not None else "sqlite://"
        ),
        clock=clock,
        client=client,
        verifier=Verifier(service.name, client, clock),
        credentials=Credentials(client, service.name, secret, clock),
    )


def nothing_here(environ: dict[str, Any], start_response: Any) -> Any:
    """Answer as JSON that no service lives at this address."""
    answer = problem.problem(404, "Not found", "There is nothing here for you.")
    return answer(environ, start_response)
