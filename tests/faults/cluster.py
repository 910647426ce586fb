"""Three RabbitMQ nodes in a private network of this machine, each behind a cable that can be cut.

Everything happens in namespaces of the program that calls `private_network`, which must have been
started with `unshare --net --mount`: with it they are gone, and nothing outside ever sees them.
"""

import contextlib
import json
import secrets
import signal
import socket
import subprocess
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import servers
from child_programs import Program, own_folder, run, write_private

NODES = (1, 2, 3)
AMQP, MAPPER, DISTRIBUTION = 5672, 4369, 25672
OURS = "10.77.0.254"


def private_network(folder: Path) -> None:
    """Make a network of three hosts, `mc1` to `mc3`, and of this program."""
    names = "".join(f"{address(n)} mc{n}\n" for n in NODES)
    hosts = folder / "hosts"
    hosts.write_text(f"127.0.0.1 localhost {socket.gethostname()}\n{names}")
    Path("/run/netns").mkdir(exist_ok=True)
    for words in (
        "mount -t tmpfs none /run/netns",
        f"mount --bind {hosts} /etc/hosts",
        "ip link set lo up",
        "ip link add bridge type bridge",
        f"ip addr add {OURS}/24 dev bridge",
        "ip link set bridge up",
    ):
        _do(words)
    for n in NODES:
        for words in (
            f"ip netns add mc{n}",
            f"ip link add cable{n} type veth peer name eth0 netns mc{n}",
            f"ip link set cable{n} master bridge up",
            f"ip -n mc{n} addr add {address(n)}/24 dev eth0",
            f"ip -n mc{n} link set eth0 up",
            f"ip -n mc{n} link set lo up",
        ):
            _do(words)


def address(n: int) -> str:
    """Return the address of a node's host."""
    return f"10.77.0.{n}"


class Node:
    """One node on a host of its own."""

    def __init__(self, folder: Path, n: int, word: str) -> None:
        self.n, self._word = n, word
        self._folder = own_folder(folder / f"mc{n}", "rabbitmq")
        self._programs = servers._rabbitmq_folder()
        self._mapper: Program | None = None
        self._program: Program | None = None
        write_private(self._folder / ".erlang.cookie", word, "rabbitmq").chmod(0o400)

    @property
    def url(self) -> str:
        """Return the address of the vhost `core` on this node."""
        return f"amqp://{servers.USER}:{self._word}@{address(self.n)}:{AMQP}/core"

    def start(self) -> None:
        """Start on the data that is there; return once clients are let in."""
        if self._mapper is None:
            self._mapper = self._run(["epmd", "-port", str(MAPPER)])
        self._write("core.json", json.dumps(self._definitions()))
        self._write("rabbitmq.conf", self._configuration())
        self._write("enabled_plugins", "[].\n")
        self._program = self._run([f"{self._programs}/rabbitmq-server"])
        self._program.wait_until(self.answers)

    def kill(self) -> None:
        """End the node as a power cut would."""
        if self._program is not None:
            self._program.stop(signal.SIGKILL)
            self._program = None

    def close(self) -> None:
        """End everything of this node."""
        self.kill()
        if self._mapper is not None:
            self._mapper.stop(signal.SIGKILL)

    def cut_off(self) -> None:
        """Pull the cable: no packet comes or goes, and nobody is told."""
        _do(f"ip link set cable{self.n} down")

    def connect_again(self) -> None:
        """Put the cable back."""
        _do(f"ip link set cable{self.n} up")

    def control(self, *words: str) -> str:
        """Run one `rabbitmqctl` command here and return what it printed."""
        command = [f"{self._programs}/rabbitmqctl", "--quiet", *words]
        return run([*self._prefix(), *command], None, self._environment())

    def answers(self) -> bool:
        """Tell whether clients are let in."""
        here = (address(self.n), AMQP)
        with contextlib.suppress(OSError), socket.create_connection(here, timeout=2) as client:
            client.sendall(b"AMQP\x00\x00\x09\x01")
            return bool(client.recv(1))
        return False

    def _run(self, command: Sequence[str]) -> Program:
        words = [*self._prefix(), *command]
        return Program(words, None, self._environment(), folder=self._folder)

    def _prefix(self) -> list[str]:
        become = ["setpriv", "--reuid=rabbitmq", "--regid=rabbitmq", "--clear-groups"]
        return ["ip", "netns", "exec", f"mc{self.n}", *become]

    def _environment(self) -> dict[str, str]:
        own = self._folder
        return {
            "PATH": servers.SYSTEM_PATH,
            "HOME": str(own),
            "LC_ALL": "C.UTF-8",
            "ERL_EPMD_PORT": str(MAPPER),
            "RABBITMQ_NODENAME": f"rabbit@mc{self.n}",
            "RABBITMQ_DIST_PORT": str(DISTRIBUTION),
            "RABBITMQ_MNESIA_BASE": str(own / "data"),
            "RABBITMQ_LOG_BASE": str(own / "log"),
            "RABBITMQ_CONFIG_FILE": str(own / "rabbitmq.conf"),
            "RABBITMQ_CONF_ENV_FILE": str(own / "no-rabbitmq-env.conf"),
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(own / "enabled_plugins"),
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": "+sbwt none +sbwtdcpu none +S 2:2",
        }

    def _configuration(self) -> str:
        found = "cluster_formation.peer_discovery_backend = classic_config\n"
        for n in NODES:
            found += f"cluster_formation.classic_config.nodes.{n} = rabbit@mc{n}\n"
        lines = {
            "listeners.tcp.own": f"{address(self.n)}:{AMQP}",
            "load_definitions": str(self._folder / "core.json"),
            "cluster_partition_handling": "pause_minority",
            "disk_free_limit.absolute": "50MB",
            "log.console.level": "warning",
        }
        return found + "".join(f"{name} = {value}\n" for name, value in lines.items())

    def _definitions(self) -> dict[str, object]:
        everything = {"configure": ".*", "write": ".*", "read": ".*"}
        policies = json.loads(servers.DEFINITIONS.read_text())["policies"]
        return {
            "users": [{"name": servers.USER, "password": self._word, "tags": ""}],
            "vhosts": [{"name": "core"}],
            "permissions": [{"user": servers.USER, "vhost": "core", **everything}],
            "policies": [{**policy, "vhost": "core"} for policy in policies],
        }

    def _write(self, name: str, text: str) -> None:
        write_private(self._folder / name, text, "rabbitmq")


class Cluster:
    """Three nodes, and all their addresses as a client gets them."""

    def __init__(self, folder: Path) -> None:
        word = secrets.token_hex(16)
        self.nodes = [Node(folder, n, word) for n in NODES]
        self.url = ";".join(node.url for node in self.nodes)

    def start(self) -> None:
        """Start the first, then the others, which join it."""
        first, *others = self.nodes
        first.start()
        with ThreadPoolExecutor() as both:
            for joined in [both.submit(each.start) for each in others]:
                joined.result()

    def leader(self, queue: str) -> Node:
        """Return the node that leads a queue."""
        for node in self.nodes:
            with contextlib.suppress(servers.ServerFailed, subprocess.TimeoutExpired):
                rows = node.control("list_queues", "-p", "core", "name", "leader")
                led = dict(row.split("\t") for row in rows.strip().splitlines())
                return self.nodes[int(led[queue][-1]) - 1]
        raise servers.ServerFailed(f"nobody knows who leads {queue}")


@contextlib.contextmanager
def running(folder: Path) -> Iterator[Cluster]:
    """Run a cluster as long as the block lasts."""
    cluster = Cluster(folder)
    try:
        cluster.start()
        yield cluster
    finally:
        for node in cluster.nodes:
            node.close()


def _do(words: str) -> None:
    run(words.split(), None, {"PATH": servers.SYSTEM_PATH})
