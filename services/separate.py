"""One service in processes of its own: its web, its worker, and the broker's topology."""

import signal
import threading
from collections.abc import Sequence
from typing import Any

import click
from werkzeug.middleware.dispatcher import DispatcherMiddleware

from services import frontdoor, mailcatcher, serve
from services.alone import alone, nothing_here, tools_for
from shared import broker
from shared import migrate as migrations
from shared.client import Client
from shared.clock import Clock
from shared.config import Settings, faults
from shared.contracts import EVENTS
from shared.contracts.envelope import any_version
from shared.events.bus import Publisher
from shared.events.consumer import consuming
from shared.events.inbox import Inbox
from shared.events.relay import Relay
from shared.metrics import Metrics
from shared.operating import keeping
from shared.service import Service, Tools
from shared.telling import Telling
from shared.waking import Bell, Ear
from shared.worker import Loop, Timetable


def web(name: str, settings: Settings, bind: str, workers: int) -> None:
    """Serve one service with gunicorn until told to stop."""
    _refuse_faults(settings, name)

    def make_app() -> Any:
        service, tools = alone(name, settings)
        tools.db.on_commit(Bell(tools.db).ring)
        return in_place(name, service.create_app(settings, tools))

    options = {**serve.options_for(bind), "workers": workers, "threads": 8}
    serve.Server(make_app, options).run()


def in_place(name: str, app: Any) -> Any:
    """Put a service's app at `/api/<name>`; its health is at `/health/…` too, as the portal's is.

    So one check fits every container, whichever service it holds.
    """
    if name == "portal":
        return app
    mounted = DispatcherMiddleware(nothing_here, {f"/api/{name}": app})

    def route(environ: dict[str, Any], start_response: Any) -> Any:
        is_health = environ["PATH_INFO"].startswith("/health/")
        return (app if is_health else mounted)(environ, start_response)

    return route


def worker(name: str, settings: Settings) -> None:
    """Relay, take in and keep time for one service until SIGTERM."""
    _refuse_faults(settings, name)
    service, tools = alone(name, settings)
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    metrics = Metrics()
    metrics.watch(name, tools.db, tools.clock)
    inbox = Inbox(tools.db, service.handlers, tools.clock, observe=metrics.handled(name))
    loops = _loops(service, settings, tools, inbox, metrics)
    # a write by this worker or by a web process need not wait for the relay's next look
    tools.db.on_commit(loops[0].wake)
    ear = Ear(settings.database(name), loops[0].wake)
    taking = consuming(settings.broker_url, broker.queue_of(name), inbox.receive_all, stop)
    watch = broker.Watch(settings.broker_url, name, metrics)
    threads: list[Loop | Ear | Telling] = [*loops, ear]
    threads.append(Loop(f"watch-{name}", watch.look, pause=broker.WATCHED_EVERY))
    if settings.metrics_bind:
        threads.append(Telling(settings.metrics_bind, metrics, lambda: watch.faults))
    for thread in (*threads, taking):
        thread.start()
    stop.wait()
    for each in threads:
        each.stop()
    taking.join(timeout=20)


def _loops(
    service: Service, settings: Settings, tools: Tools, inbox: Inbox, metrics: Metrics
) -> list[Loop]:
    """Return what a worker does again and again, the relay first."""
    name, publisher = service.name, Publisher(settings.broker_url)
    relay = Relay(tools.db, publisher, tools.clock, observe=metrics.confirmed(name))
    jobs = (*service.jobs, keeping.forgetting())
    return [
        Loop(f"relay-{name}", relay.send, pause=0.2),
        Loop(f"retry-{name}", inbox.retry_due, pause=1.0),
        Loop(f"jobs-{name}", Timetable(jobs, settings, tools).tick, pause=0.25),
    ]


def front_door(settings: Settings, bind: str) -> None:
    """Serve the one address that people and agencies know."""
    options = {**serve.options_for(bind), "workers": 1, "threads": 32}
    serve.Server(lambda: frontdoor.create_app(settings.address), options).run()


def mail_catcher(bind: str, smtp_host: str, smtp_port: int) -> None:
    """Catch mail over SMTP and show it, for sample installations."""
    catcher = mailcatcher.Catcher()

    def make_app() -> Any:
        mailcatcher.listen(catcher, smtp_host, smtp_port)
        return mailcatcher.create_app(catcher)

    options = {**serve.options_for(bind), "workers": 1, "threads": 4}
    serve.Server(make_app, options).run()


def prepare(settings: Settings) -> None:
    """Bring every database up to date and declare the broker's topology; safe to repeat."""
    _refuse_faults(settings, None)
    for service in _all():
        if service.metadata is not None:
            migrations.upgrade(service, tools_for(service, settings, Client(), Clock()).db)
    provision(settings)


def provision(settings: Settings) -> None:
    """Declare the exchanges and queues that the services use."""
    broker.provision(settings.broker_url, bindings(), unheard=unheard())


def plan() -> broker.Topology:
    """Return everything the bus consists of."""
    return broker.topology(bindings(), unheard=unheard())


def bindings() -> dict[str, list[str]]:
    """Return which routing keys each consuming service listens to."""
    return {
        name: sorted(any_version(type_name) for type_name in types)
        for name, types in types_read().items()
    }


def types_read() -> dict[str, list[str]]:
    """Return which types of events each consuming service handles."""
    return {
        service.name: [contract.type_name() for contract in service.handlers]
        for service in _all()
        if service.handlers
    }


def unheard() -> list[str]:
    """Return the routing keys of the events that no service listens to."""
    heard = {key for keys in bindings().values() for key in keys}
    return sorted({any_version(name) for name in EVENTS} - heard)


def _all() -> Sequence[Service]:
    # only what prepares an installation loads all services; a web or worker loads its own
    from services.host import ALL

    return ALL


def _refuse_faults(settings: Settings, service: str | None) -> None:
    if found := faults(settings, service):
        raise click.ClickException("\n".join(found))
