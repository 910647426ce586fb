"""Settings, read once from the environment; every key has a sentence and no other is looked at."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from environs import Env
from marshmallow.validate import URL, OneOf, Regexp

SERVICES = ("identity", "congregations", "partners", "scheduling", "notifications", "portal")


@dataclass(frozen=True)
class Settings:
    """How this installation runs; `docs/settings.md` is generated from these fields."""

    mode: Literal["embedded", "services"] = "embedded"
    sample: bool = False
    simulated_time: bool = False
    data_dir: Path = Path("var")
    public_url: str = "http://127.0.0.1:8000"
    database_url: str = ""
    service_url: str = ""
    broker_url: str = ""
    smtp_url: str = ""
    mail_from: str = "missionscoach@localhost.localdomain"
    mail_catcher_url: str = ""
    service_secrets: dict[str, str] = field(default_factory=dict, repr=False)
    portal_secret: str = field(default="", repr=False)
    signing_key_file: Path | None = None
    log_level: str = "INFO"
    metrics_bind: str = ""

    def database(self, service: str) -> str:
        """Return the database address of one service."""
        pattern = self.database_url or f"sqlite:///{self.data_dir}/{{service}}.sqlite3"
        return pattern.replace("{service}", service)

    def address(self, service: str) -> str:
        """Return where a service is reached, from the pattern or the table in `service_url`."""
        if "{service}" in self.service_url:
            return self.service_url.replace("{service}", service)
        return _table(self.service_url)[service]

    @property
    def public_host(self) -> str:
        """Return the host name under which browsers reach us."""
        return urlsplit(self.public_url).hostname or "127.0.0.1"

    @property
    def secure(self) -> bool:
        """Tell whether browsers reach us over HTTPS, so that cookies may demand it."""
        return self.public_url.startswith("https://")


# name in the environment, sentence for the documents
KEYS = (
    ("MODE", "`embedded` (one process, SQLite) or `services` (one process per service)."),
    ("SAMPLE", "`1` opens the sample pages (sign in as anybody, mailbox); never with real data."),
    ("SIMULATED_TIME", "`1`, in one process with SAMPLE: an operator may move the clock ahead."),
    ("DATA_DIR", "Folder of the embedded databases, secrets and backups."),
    ("PUBLIC_URL", "The address people type; links in mails start with it."),
    ("DATABASE_URL", "Database address with `{service}` for the service's name; empty: SQLite."),
    ("SERVICE_URL", "`http://{service}:8000`, or `name=address,…`; empty: all in one process."),
    ("BROKER_URL", "RabbitMQ, `amqp://user:password@host:port/vhost`; empty: local events."),
    ("SMTP_URL", "Mail relay: `smtp://`, `smtp+starttls://` or `smtps://user:password@host:port`."),
    ("MAIL_FROM", "The one sender address of all mail; its domain should be yours."),
    ("MAIL_CATCHER_URL", "Sample services only: where the mail catcher shows its mails."),
    ("SERVICE_SECRETS", "`name=secret,…`: a service holds its own, identity holds them all."),
    ("PORTAL_SECRET", "Signs the portal's cookies and forms; 32 random characters or more."),
    ("SIGNING_KEY_FILE", "Identity's private key (JWK); made at first start when absent."),
    ("LOG_LEVEL", "`DEBUG`, `INFO`, `WARNING` or `ERROR`."),
    (
        "METRICS_BIND",
        "Where a worker, or the one process, tells its figures: `9100` (this machine).",
    ),
)


PREFIX = "MISSIONSCOACH_"
READERS = {
    "sample": "bool",
    "simulated_time": "bool",
    "data_dir": "path",
    "signing_key_file": "path",
}  # the others are text
PAIRS = r"[a-z]+=[^,=][^,]*(,[a-z]+=[^,=][^,]*)*"
CHECKS = {
    "mode": OneOf(("embedded", "services")),
    "log_level": OneOf(("DEBUG", "INFO", "WARNING", "ERROR")),
    "metrics_bind": Regexp(r"([^:]+:)?[0-9]{1,5}$", error="Must be a port or host:port."),
    "public_url": URL(schemes={"http", "https"}, require_tld=False),
    "service_secrets": Regexp(f"{PAIRS}$", error="Must be name=secret,name=secret …"),
    "service_url": Regexp(rf".*{{service}}|{PAIRS}$", error="Must hold {{service}} or be a table."),
}


def from_environment() -> Settings:
    """Read the settings; every fault is listed at once (`environs.EnvValidationError`)."""
    env = Env(eager=False)
    values: dict[str, Any] = {}
    with env.prefixed(PREFIX):
        for name in (each.name for each in fields(Settings)):
            key = name.upper()
            # compose files hand on what has no value as an empty text; that means absent
            if os.environ.get(PREFIX + key):
                read = getattr(env, READERS.get(name, "str"))
                values[name] = read(key, validate=CHECKS.get(name))
    env.seal()
    values["service_secrets"] = _table(values.get("service_secrets", ""))
    values.setdefault("smtp_url", os.environ.get("SMTP_URL", ""))
    settings = Settings(**values)
    return replace(settings, public_url=settings.public_url.rstrip("/"))


def _table(text: str) -> dict[str, str]:
    return dict(pair.split("=", 1) for pair in text.split(",") if "=" in pair)


SHORTEST_SECRET = 24  # characters


def faults(settings: Settings, service: str | None = None) -> list[str]:
    """Say in sentences what keeps a process of separate services from starting; none: it may.

    Outside sample mode that includes secrets that anybody could know: those of the sample files,
    short ones, and one secret for two services.
    """
    found = [
        f"{PREFIX}{key} is not set."
        for key in ("DATABASE_URL", "SERVICE_URL", "BROKER_URL")
        if not getattr(settings, key.lower())
    ]
    if settings.service_url and "{service}" not in settings.service_url:
        absent = ", ".join(name for name in SERVICES if name not in _table(settings.service_url))
        found += [f"{PREFIX}SERVICE_URL has no address of {absent}."] if absent else []
    if settings.sample:
        return found
    for key in ("DATABASE_URL", "BROKER_URL"):
        if (urlsplit(getattr(settings, key.lower())).password or "").startswith("sample-"):
            found.append(f"{PREFIX}{key} has the password of the sample; choose your own.")
    return [*found, *_secret_faults(settings, service), *_mail_faults(settings, service)]


def _secret_faults(settings: Settings, service: str | None) -> Iterator[str]:
    if service is None:
        return
    held = settings.service_secrets
    for name in SERVICES if service == "identity" else (service,):
        if reason := _weak(held.get(name, "")):
            yield f"The secret of {name} in {PREFIX}SERVICE_SECRETS {reason}."
    if len(set(held.values())) < len(held):
        yield f"Two services share a secret in {PREFIX}SERVICE_SECRETS; each needs its own."
    if service == "portal" and (reason := _weak(settings.portal_secret)):
        yield f"{PREFIX}PORTAL_SECRET {reason}."


def _weak(secret: str) -> str | None:
    if secret.startswith("sample-"):
        return "is that of the sample; choose your own"
    if len(secret) < SHORTEST_SECRET:
        return f"is shorter than {SHORTEST_SECRET} characters" if secret else "is not set"
    return None


def _mail_faults(settings: Settings, service: str | None) -> Iterator[str]:
    if service != "notifications":
        return
    if not settings.smtp_url:
        yield f"{PREFIX}SMTP_URL is not set, so no mail would leave."
    if settings.mail_catcher_url:
        yield f"{PREFIX}MAIL_CATCHER_URL is for sample installations; leave it empty."
