"""Separate services as processes of this machine: a web and a worker each, and all they need."""

import os
import secrets
import signal
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path

import servers
from child_programs import Program, ServerFailed, free_port, run

BACKENDS = ("identity", "congregations", "partners", "scheduling", "notifications")
ROOT = Path(__file__).parents[1]
COMMAND = (sys.executable, "-m", "services")
PATIENCE = 120.0  # seconds until a busy machine has started thirteen processes


class Installation:
    """Separate services that run; `url` is the front door, `mail_url` the mail catcher."""

    def __init__(self, folder: Path, *, host: str = "127.0.0.1", port: int = 0) -> None:
        self.folder = folder
        self.url = f"http://{host}:{port or free_port()}"
        self.mail_url = f"http://127.0.0.1:{free_port()}"
        self.programs: dict[str, Program] = {}
        self._front = f"{host}:{self.url.rsplit(':', 1)[1]}"
        self._smtp_port = free_port()
        self._ports = {name: free_port() for name in (*BACKENDS, "portal")}
        self._secrets = {name: secrets.token_urlsafe(24) for name in (*BACKENDS, "portal")}
        self._portal_secret = secrets.token_urlsafe(48)
        self._addresses: dict[str, str] = {}
        self.broker: servers.Rabbitmq
        self.database: servers.Postgresql

    def start(self, stack: ExitStack) -> None:
        """Start servers, prepare them, then start every process; `stack` ends them again."""
        self.database = servers.Postgresql(self.folder / "postgresql", durable=True)
        self.broker = servers.Rabbitmq(self.folder / "rabbitmq")
        stack.callback(self.database.stop)
        stack.callback(self.broker.close)
        with ThreadPoolExecutor() as both:
            for server in (both.submit(self.broker.start), both.submit(self.database.start)):
                server.result()
        self._make_databases()
        run([*COMMAND, "prepare"], None, self.environment("identity"))
        stack.callback(self.stop)
        for name in (*BACKENDS, "portal"):
            self.start_program(f"{name}-web")
        for name in BACKENDS:
            self.start_program(f"{name}-worker")
        self.start_program("mail-catcher")
        self.start_program("front-door")
        self.wait_until_ready()

    def start_program(self, name: str) -> None:
        """Start one process by its name, such as `partners-worker`."""
        service, _, part = name.rpartition("-")
        port = self._ports.get(service)  # the front door and the mail catcher have their own
        words = {
            "web": ["web", service, "--bind", f"127.0.0.1:{port}", "--workers", "1"],
            "worker": ["worker", service],
            "door": ["front-door", "--bind", self._front],
            "catcher": [
                *("mail-catcher", "--bind", self.mail_url.removeprefix("http://")),
                *("--smtp-port", str(self._smtp_port)),
            ],
        }[part]
        logs = self.folder / "logs" / name
        logs.mkdir(parents=True, exist_ok=True)
        environment = self.environment(service)
        self.programs[name] = Program([*COMMAND, *words], None, environment, folder=logs)

    def stop(self) -> None:
        """End all processes of ours in good order, all at the same time."""
        with ThreadPoolExecutor(len(self.programs) or 1) as ends:
            for program in self.programs.values():
                ends.submit(program.stop, signal.SIGTERM)
        self.programs.clear()

    def wait_until_ready(self) -> None:
        """Return when every service answers behind the front door; raises `ServerFailed`."""
        wanted = [f"{self.url}/api/{name}/health/ready" for name in BACKENDS]
        wanted += [f"{self.url}/health/live", f"{self.mail_url}/health/live"]
        deadline = time.monotonic() + PATIENCE
        while wanted and time.monotonic() < deadline:
            self._demand_all_run()
            wanted = [url for url in wanted if not answers(url)]
            time.sleep(0.2)
        if wanted:
            raise ServerFailed(f"no answer from {wanted}; see {self.folder / 'logs'}")

    def environment(self, service: str) -> dict[str, str]:
        """Return the settings of one service's processes."""
        kept = {name: own for name, own in self._secrets.items() if service in (name, "identity")}
        settings = {
            "MODE": "services",
            "SAMPLE": "1",
            "PUBLIC_URL": self.url,
            # each service listens on a port of its own here, so the pattern is a table
            "SERVICE_URL": ",".join(f"{n}=http://127.0.0.1:{p}" for n, p in self._ports.items()),
            "DATABASE_URL": self.database.url.rsplit("/", 1)[0] + "/{service}",
            "BROKER_URL": self.broker.url,
            "SMTP_URL": f"smtp://127.0.0.1:{self._smtp_port}",
            "MAIL_CATCHER_URL": self.mail_url,
            "DATA_DIR": str(self.folder / "data"),
            "SERVICE_SECRETS": ",".join(f"{name}={value}" for name, value in kept.items()),
            "PORTAL_SECRET": self._portal_secret,
        }
        inherited = {key: os.environ[key] for key in ("PATH", "HOME", "LANG") if key in os.environ}
        ours = {f"MISSIONSCOACH_{key}": value for key, value in settings.items()}
        return {**inherited, **ours, "PYTHONPATH": str(ROOT)}

    def _demand_all_run(self) -> None:
        for name, program in self.programs.items():
            if failure := program.failure():
                raise ServerFailed(f"{name} ended: {failure}")

    def _make_databases(self) -> None:
        marker = self.folder / "databases-made"
        if not marker.exists():
            for name in BACKENDS:
                self.database.create_database(name)
            marker.touch()


@contextmanager
def running(folder: Path, *, host: str = "127.0.0.1", port: int = 0) -> Iterator[Installation]:
    """Run an installation of separate services as long as the block lasts."""
    with ExitStack() as stack:
        installation = Installation(folder, host=host, port=port)
        installation.start(stack)
        yield installation


def answers(url: str) -> bool:
    """Tell whether an address answers with 200."""
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, TimeoutError, ConnectionError):
        return False
