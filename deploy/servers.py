#!/usr/bin/env python3
"""Start a private PostgreSQL and a private RabbitMQ in a folder, for the tests and `make services`.

Only the standard library is needed. Every server listens on loopback on free ports, keeps its data,
log and home inside the folder it is given, and ends with the process that started it. Started as
root, they run as the users `postgres` and `rabbitmq`. Servers of the machine are not touched.
"""

import contextlib
import glob
import json
import os
import shutil
import signal
import socket
import sys
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path

from child_programs import (
    Program,
    ServerFailed,
    children,
    free_port,
    own_folder,
    run,
    secret,
    write_private,
)

USER = "missionscoach"
DEFINITIONS = Path(__file__).with_name("rabbitmq") / "definitions.json"
SYSTEM_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


def missing() -> list[str]:
    """Name the servers that this machine cannot start, in words for a person."""
    wanted = {"RabbitMQ": _rabbitmq_folder, "PostgreSQL": _postgresql_folder}
    return [name for name, find in wanted.items() if find() is None]


def not_run() -> str | None:
    """Say in one line what the tests must leave out here and what to do, or None if nothing."""
    names = ", ".join(missing())
    return f"real servers: not run ({names} missing); run: sudo make test" if names else None


@contextlib.contextmanager
def postgresql(folder: Path, *, durable: bool = False) -> Iterator["Postgresql"]:
    """Run PostgreSQL on the data in the folder; without `durable` a power cut may lose it."""
    server = Postgresql(folder, durable=durable)
    server.start()
    try:
        yield server
    finally:
        server.stop()


@contextlib.contextmanager
def rabbitmq(folder: Path) -> Iterator["Rabbitmq"]:
    """Run RabbitMQ on the data in the folder, with the vhost `core` and its policies."""
    server = Rabbitmq(folder)
    try:
        server.start()
        yield server
    finally:
        server.close()


class Postgresql:
    """One private PostgreSQL; `url` is the SQLAlchemy address of its first database."""

    def __init__(self, folder: Path, *, durable: bool = False) -> None:
        programs = _postgresql_folder()
        if programs is None:
            raise ServerFailed("PostgreSQL is not installed")
        self._programs, self._durable = programs, durable
        self._account = "postgres" if os.geteuid() == 0 else None
        self._folder = own_folder(folder, self._account)
        self._secret = secret(self._folder, self._account)
        self._environment = {"PATH": SYSTEM_PATH, "HOME": str(folder), "LC_ALL": "C.UTF-8"}
        self._program: Program | None = None
        self.port = free_port()

    @property
    def url(self) -> str:
        """The address of the database `postgres`, which is always there."""
        return self._url("postgres")

    def create_database(self, name: str) -> str:
        """Create an empty database and return its SQLAlchemy address."""
        environment = {**self._environment, "PGPASSWORD": self._secret}
        place = ["--host=127.0.0.1", f"--port={self.port}", f"--username={USER}"]
        run([str(self._programs / "createdb"), *place, name], None, environment)
        return self._url(name)

    def start(self) -> None:
        """Start on the data that is there, or on a new cluster; return once it answers."""
        data = self._folder / "data"
        if not (data / "PG_VERSION").exists():
            self._initialise(data)
        settings = {"listen_addresses": "127.0.0.1", "unix_socket_directories": str(self._folder)}
        if not self._durable:
            settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        options = [f"--{name}={value}" for name, value in settings.items()]
        command = [str(self._programs / "postgres"), "-D", str(data), "-p", str(self.port)]
        self._program = Program(
            [*command, *options], self._account, self._environment, folder=self._folder
        )
        self._program.wait_until(lambda: self._is_ready(data))

    def stop(self) -> None:
        """End the server within seconds, open connections included."""
        if self._program is not None:
            self._program.stop(signal.SIGINT)
            self._program = None

    def kill(self) -> None:
        """End the server and its backends at once; `start` brings back what was committed."""
        if self._program is not None:
            os.kill(self._program.pid, signal.SIGSTOP)  # starts no more
            backends = children(self._program.pid)
            self._program.stop(signal.SIGKILL)
            self._program = None
            # a backend is in a group of its own, and one that lives on keeps the next start away
            for pid in backends:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)

    def _initialise(self, data: Path) -> None:
        command = [str(self._programs / "initdb"), "-D", str(data), "-U", USER, "--no-sync"]
        choices = ["--encoding=UTF8", "--locale=C.UTF-8", "--auth=scram-sha-256"]
        password = f"--pwfile={self._folder / 'secret'}"
        run([*command, *choices, password], self._account, self._environment)

    def _is_ready(self, data: Path) -> bool:
        with contextlib.suppress(OSError):
            lines = (data / "postmaster.pid").read_text().split("\n")
            mine = self._program is not None and lines[0] == str(self._program.pid)
            return mine and len(lines) > 7 and lines[7].strip() == "ready"
        return False

    def _url(self, database: str) -> str:
        return f"postgresql+psycopg://{USER}:{self._secret}@127.0.0.1:{self.port}/{database}"


class Rabbitmq:
    """One private RabbitMQ; `url` is the AMQP address of its vhost `core`.

    `kill` ends it as a power cut would; `start` brings it back on the same data and port.
    """

    def __init__(self, folder: Path) -> None:
        programs = _rabbitmq_folder()
        if programs is None:
            raise ServerFailed("RabbitMQ is not installed")
        self._programs = programs
        self._account = "rabbitmq" if os.geteuid() == 0 else None
        self._folder = own_folder(folder, self._account)
        self._secret = secret(self._folder, self._account)
        self.port, self._dist_port, self._epmd_port = (free_port(), free_port(), free_port())
        self._environment = self._settings()
        self._epmd: Program | None = None
        self._program: Program | None = None

    @property
    def url(self) -> str:
        """The address of the vhost `core`."""
        return self._url("core")

    def create_vhost(self, name: str) -> str:
        """Create an empty vhost with the policies of `core` and return its AMQP address."""
        self.load(self._definitions(name))
        return self._url(name)

    def load(self, definitions: Mapping[str, object]) -> None:
        """Import definitions of vhosts, queues and the like."""
        path = self._write("definitions.json", json.dumps(definitions))
        self.control("import_definitions", str(path))

    def control(self, *words: str) -> str:
        """Run one `rabbitmqctl` command (about a second) and return what it printed."""
        command = [str(self._programs / "rabbitmqctl"), "--quiet", *words]
        return run(command, self._account, self._environment)

    def start(self) -> None:
        """Start on the data that is there; return once clients are let in."""
        if self._epmd is None:
            epmd = [_epmd() or "epmd", "-port", str(self._epmd_port), "-address", "127.0.0.1"]
            self._epmd = Program(epmd, self._account, self._environment, folder=self._folder)
        definitions = self._write("core.json", json.dumps(self._definitions("core")))
        self._write("rabbitmq.conf", self._configuration(definitions))
        self._write("enabled_plugins", "[].\n")
        command = [str(self._programs / "rabbitmq-server")]
        self._program = Program(command, self._account, self._environment, folder=self._folder)
        self._program.wait_until(self._lets_clients_in)

    def kill(self) -> None:
        """End the broker at once, without any goodbye."""
        if self._program is not None:
            self._program.stop(signal.SIGKILL)
            self._program = None

    def stop(self) -> None:
        """End the broker in good order; `start` may follow."""
        if self._program is not None:
            self._program.stop(signal.SIGTERM)
            self._program = None

    def close(self) -> None:
        """End the broker and its port mapper."""
        self.stop()
        if self._epmd is not None:
            self._epmd.stop(signal.SIGTERM)
            self._epmd = None

    def _settings(self) -> dict[str, str]:
        own = self._folder
        return {
            "PATH": SYSTEM_PATH,
            "HOME": str(own),
            "LC_ALL": "C.UTF-8",
            "ERL_EPMD_PORT": str(self._epmd_port),
            "ERL_EPMD_ADDRESS": "127.0.0.1",
            "RABBITMQ_NODENAME": f"{USER}@localhost",
            "RABBITMQ_DIST_PORT": str(self._dist_port),
            "RABBITMQ_MNESIA_BASE": str(own / "data"),
            "RABBITMQ_LOG_BASE": str(own / "log"),
            "RABBITMQ_CONFIG_FILE": str(own / "rabbitmq.conf"),
            "RABBITMQ_CONF_ENV_FILE": str(own / "no-rabbitmq-env.conf"),
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(own / "enabled_plugins"),
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": (
                "-kernel inet_dist_use_interface {127,0,0,1} +sbwt none +sbwtdcpu none"
            ),
        }

    def _configuration(self, definitions: Path) -> str:
        lines = {
            "listeners.tcp.local": f"127.0.0.1:{self.port}",
            "load_definitions": str(definitions),
            "disk_free_limit.absolute": "50MB",
            "log.console.level": "warning",
        }
        return "".join(f"{name} = {value}\n" for name, value in lines.items())

    def _definitions(self, vhost: str) -> dict[str, object]:
        everything = {"configure": ".*", "write": ".*", "read": ".*"}
        policies = json.loads(DEFINITIONS.read_text())["policies"]
        return {
            "users": [{"name": USER, "password": self._secret, "tags": ""}],
            "vhosts": [{"name": vhost}],
            "permissions": [{"user": USER, "vhost": vhost, **everything}],
            "policies": [{**policy, "vhost": vhost} for policy in policies],
        }

    def _write(self, name: str, text: str) -> Path:
        return write_private(self._folder / name, text, self._account)

    def _lets_clients_in(self) -> bool:
        here = ("127.0.0.1", self.port)
        with contextlib.suppress(OSError), socket.create_connection(here, timeout=2) as client:
            client.sendall(b"AMQP\x00\x00\x09\x01")
            return bool(client.recv(1))
        return False

    def _url(self, vhost: str) -> str:
        return f"amqp://{USER}:{self._secret}@127.0.0.1:{self.port}/{vhost}"


def main(arguments: list[str]) -> int:
    """Run both servers in the folder named first, tell their addresses, stop on a signal."""
    if len(arguments) != 1:
        sys.stderr.write("usage: servers.py FOLDER\n")
        return 2
    if missing():
        sys.stderr.write(f"not installed: {', '.join(missing())}\n")
        return 1
    stop = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stop.set())
    folder = Path(arguments[0])
    database = postgresql(folder / "postgresql", durable=True)
    with database as rows, rabbitmq(folder / "rabbitmq") as broker:
        sys.stdout.write(f"POSTGRESQL_URL={rows.url}\nRABBITMQ_URL={broker.url}\n")
        sys.stdout.flush()
        stop.wait()
    return 0


def _postgresql_folder() -> Path | None:
    newest = sorted(glob.glob("/usr/lib/postgresql/*/bin/initdb"), key=_version)
    found = newest[-1] if newest else shutil.which("initdb")
    return Path(found).resolve().parent if found else None


def _rabbitmq_folder() -> Path | None:
    """Find the server's own scripts: the wrappers of Debian insist on their user and folders."""
    if _epmd() is None:
        return None
    newest = sorted(glob.glob("/usr/lib/rabbitmq/lib/rabbitmq_server-*/sbin/rabbitmq-server"))
    found = newest[-1] if newest else shutil.which("rabbitmq-server")
    return Path(found).resolve().parent if found else None


def _epmd() -> str | None:
    return shutil.which("epmd", path=SYSTEM_PATH) or shutil.which("epmd")


def _version(path: str) -> float:
    return float(Path(path).parts[-3])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
