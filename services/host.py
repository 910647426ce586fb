"""All services in one process: the embedded mode, and what one service needs on its own."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from flask import Flask
from werkzeug.middleware.dispatcher import DispatcherMiddleware

from services.alone import nothing_here, tools_for
from services.congregations.app import SERVICE as CONGREGATIONS
from services.identity.app import SERVICE as IDENTITY
from services.notifications.app import SERVICE as NOTIFICATIONS
from services.partners.app import SERVICE as PARTNERS
from services.portal.app import SERVICE as PORTAL
from services.scheduling.app import SERVICE as SCHEDULING
from shared.backlog import passed_by
from shared.client import LocalClient
from shared.clock import AheadClock, Clock
from shared.config import Settings
from shared.db import Database
from shared.events.inbox import Inbox
from shared.events.local import Dispatcher, LocalBus
from shared.metrics import Metrics
from shared.migrate import upgrade
from shared.operating import keeping
from shared.service import Job, Service
from shared.telling import Telling
from shared.worker import Loop, Timetable

ALL = (IDENTITY, CONGREGATIONS, PARTNERS, SCHEDULING, NOTIFICATIONS, PORTAL)
BY_NAME: Mapping[str, Service] = {service.name: service for service in ALL}


class Apps(dict[str, Flask]):
    """The web apps by service, each made when it is first asked for."""

    def __init__(self, host: "Host") -> None:
        super().__init__()
        self._host = host

    def __missing__(self, name: str) -> Flask:
        host = self._host
        self[name] = BY_NAME[name].create_app(host.settings, host.tools[name])
        return self[name]


class Host:
    """The embedded installation: every service's app, database, events and jobs."""

    def __init__(self, settings: Settings, clock: Clock | None = None) -> None:
        self.settings = with_own_secrets(settings)
        self.clock = clock or _clock(settings)
        self.apps = Apps(self)
        self.client = LocalClient(self.apps.__getitem__, self.settings.public_host)
        self.tools = {
            service.name: tools_for(service, self.settings, self.client, self.clock)
            for service in ALL
        }
        self._threads: list[Dispatcher | Loop | Telling] = []
        self.metrics = Metrics()
        self.buses = {service.name: self._bus(service) for service in ALL if service.handlers}
        self._watch()

    def migrate(self) -> None:
        """Bring every database up to date."""
        for service in ALL:
            if service.metadata is not None:
                upgrade(service, self.tools[service.name].db)

    def create_apps(self) -> DispatcherMiddleware:
        """Return the one WSGI app: the portal at `/`, each service at `/api/<name>`."""
        for service in ALL:
            self.apps[service.name] = service.create_app(self.settings, self.tools[service.name])
        return self.at_one_address(self.apps.__getitem__)

    def at_one_address(self, app_of: Callable[[str], Any]) -> DispatcherMiddleware:
        """Return the portal at `/` and each service at `/api/<name>`."""
        mounts = {f"/api/{each.name}": app_of(each.name) for each in ALL if each.name != "portal"}
        return DispatcherMiddleware(app_of("portal"), {**mounts, "/api": nothing_here})

    def start(self) -> None:
        """Start the threads that deliver events and run timed jobs."""
        dispatchers = [Dispatcher(name, bus) for name, bus in self.buses.items()]
        for tools in self.tools.values():
            for dispatcher in dispatchers:
                tools.db.on_commit(dispatcher.wake)
        self._threads.extend(dispatchers)
        for service in ALL:
            if jobs := self.jobs_of(service):
                table = Timetable(jobs, self.settings, self.tools[service.name])
                self._threads.append(Loop(f"jobs-{service.name}", table.tick, pause=0.25))
        if self.settings.metrics_bind:
            self._threads.append(Telling(self.settings.metrics_bind, self.metrics))
        for thread in self._threads:
            thread.start()

    def settle(self, *, rounds: int = 50) -> None:
        """Deliver all events and run all jobs in this thread until nothing moves; for tests."""
        for _ in range(rounds):
            moved = sum(bus.deliver() for bus in self.buses.values())
            for service in ALL:
                for job in service.jobs:
                    job.run(self.settings, self.tools[service.name])
            if not moved:
                return

    def jobs_of(self, service: Service) -> tuple[Job, ...]:
        """Return a service's timed jobs, those about its events too."""
        if service.metadata is None:
            return service.jobs
        passed = partial(passed_by, self._readers(service.name), service.name)
        return (*service.jobs, keeping.noting(passed), keeping.forgetting(passed))

    def stop(self) -> None:
        """Finish what is in hand, then close."""
        for thread in self._threads:
            thread.stop()
        for tools in self.tools.values():
            tools.db.close()

    def _bus(self, service: Service) -> LocalBus:
        tools = self.tools[service.name]
        wanted = {contract.publisher() for contract in service.handlers}
        publishers = {name: self.tools[name].db for name in wanted}
        observe = self.metrics.handled(service.name)
        inbox = Inbox(tools.db, service.handlers, tools.clock, observe=observe)
        return LocalBus(inbox, publishers)

    def _watch(self) -> None:
        for service in ALL:
            tools = self.tools[service.name]
            if service.metadata is not None:
                readers = self._readers(service.name)
                self.metrics.watch(service.name, tools.db, tools.clock, readers=readers)

    def _readers(self, publisher: str) -> list[Database]:
        return [
            self.tools[other.name].db
            for other in ALL
            if publisher in {contract.publisher() for contract in other.handlers}
        ]


def _clock(settings: Settings) -> Clock:
    """Return the machine's clock, or in a sample that asks for it one that can be moved ahead."""
    return AheadClock() if settings.sample and settings.simulated_time else Clock()


def with_own_secrets(settings: Settings) -> Settings:
    """Fill in the secrets that one process can make for itself; the portal's outlives restarts."""
    made = {service.name: secrets.token_urlsafe(32) for service in ALL}
    portal = settings.portal_secret or _kept_secret(settings)
    return replace(
        settings, service_secrets={**made, **settings.service_secrets}, portal_secret=portal
    )


def _kept_secret(settings: Settings) -> str:
    path = settings.data_dir / "portal-secret"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48))
    return path.read_text()
