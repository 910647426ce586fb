"""What the host, the workers and the command line must know of a service."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Protocol

from flask import Flask
from sqlalchemy import MetaData

from shared.client import Client, Credentials
from shared.clock import Clock
from shared.config import Settings
from shared.db import Database
from shared.events.handlers import HandlerTable

if TYPE_CHECKING:
    from shared.projections.picture import Held
    from shared.web.assertion import Verifier


class TakenMail(Protocol):
    """That a transport took responsibility for a mail; its words are the evidence."""

    @property
    def reply(self) -> str:
        """Return the transport's own words."""


class MailTransport(Protocol):
    """Where finished mails go."""

    def send(self, message: bytes, *, sender: str, recipient: str) -> TakenMail:
        """Hand one mail over, or raise how it failed (see services/notifications/smtp)."""

    def close(self) -> None:
        """Let go of any connection; the next send opens it again."""


@dataclass(frozen=True)
class Tools:
    """What a service works with; tests put other tools here."""

    db: Database
    clock: Clock
    client: Client
    verifier: "Verifier"
    credentials: Credentials
    transport: MailTransport | None = None  # only for mail; None: as the settings say


@dataclass(frozen=True)
class Job:
    """Something a service does because time passed."""

    name: str
    every: timedelta
    run: Callable[[Settings, Tools], object]


@dataclass(frozen=True)
class Service:
    """One service as seen from outside: its tables, its web app, its events and its timed jobs."""

    name: str
    create_app: Callable[[Settings, Tools], Flask]
    metadata: MetaData | None = None
    handlers: HandlerTable = field(default_factory=dict)
    jobs: tuple[Job, ...] = ()
    held: tuple["Held", ...] = ()  # pictures of other services' rows
