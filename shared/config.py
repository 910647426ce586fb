"""Settings, read once from the environment; every key has a sentence and no other is looked at."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from environs import Env

SERVICES = ("identity", "congregations", "partners", "scheduling", "notifications", "portal")


@dataclass(frozen=True)
class Settings:
    """How this installation runs; `docs/settings.md` is generated from these fields."""

    mode: Literal["embedded", "services"] = "embedded"
    sample: bool = False
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

    def database(self, service: str) -> str:
        """Return the database address of one service."""
        pattern = self.database_url or f"sqlite:///{self.data_dir}/{{service}}.sqlite3"
        return pattern.replace("{service}", service)

    def address(self, service: str) -> str:
        """Return where a service is reached, from the pattern or the table in `service_url`."""
        if "{service}" in self.service_url:
            return self.service_url.replace("{service}", service)
        table = dict(pair.split("=", 1) for pair in self.service_url.split(",") if "=" in pair)
        return table[service]

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
)


def from_environment() -> Settings:
    """Read the settings; every fault is listed at once (`environs.EnvValidationError`)."""
    env = Env(eager=False)
    with env.prefixed("MISSIONSCOACH_"):
        values = {
            "mode": env.str("MODE", "embedded"),
            "sample": env.bool("SAMPLE", False),
            "data_dir": env.path("DATA_DIR", Path("var")),
            "public_url": env.str("PUBLIC_URL", Settings.public_url).rstrip("/"),
            "database_url": env.str("DATABASE_URL", ""),
            "service_url": env.str("SERVICE_URL", ""),
            "broker_url": env.str("BROKER_URL", ""),
            "smtp_url": env.str("SMTP_URL", "") or Env().str("SMTP_URL", ""),
            "mail_from": env.str("MAIL_FROM", Settings.mail_from),
            "mail_catcher_url": env.str("MAIL_CATCHER_URL", ""),
            "service_secrets": env.dict("SERVICE_SECRETS", {}),
            "portal_secret": env.str("PORTAL_SECRET", ""),
            "signing_key_file": env.path("SIGNING_KEY_FILE", None),
            "log_level": env.str("LOG_LEVEL", "INFO"),
        }
    env.seal()
    return Settings(**values)  # type: ignore[arg-type]  # environs types every value as optional
