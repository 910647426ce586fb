"""The bus notices a network that delays, swallows or pretends to be the broker."""

import os
import socket
import ssl
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from servers import Rabbitmq

from shared import broker
from shared.events import bus
from shared.events.confirms import BusDown, Message
from tests.faults import figures
from tests.faults.figures import Outcome
from tests.faults.wire import Wire

QUEUE = broker.queue_of("notifications")


@pytest.fixture
def core(rabbitmq: Rabbitmq) -> str:
    url = rabbitmq.create_vhost(f"n{uuid.uuid4().hex[:12]}")
    broker.provision(url, {"notifications": ["#"]})
    return url


@pytest.fixture
def wire(rabbitmq: Rabbitmq) -> Iterator[Wire]:
    wire = Wire(rabbitmq.port)
    yield wire
    wire.close()


@pytest.fixture
def through(core: str, rabbitmq: Rabbitmq, wire: Wire) -> str:
    return core.replace(f":{rabbitmq.port}/", f":{wire.port}/")


def event(number: int) -> Message:
    kind = "org.missionscoach.congregations.journey.opened.v1"
    return Message(f"event-{number}", kind, "journey/1", str(number).encode())


def wait_until(true: Callable[[], bool], seconds: float = 25) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it did not come true in time"
        time.sleep(0.05)


@pytest.mark.fault
def test_the_late_confirm_of_one_event_never_counts_for_the_next(
    core: str, through: str, wire: Wire
) -> None:
    publisher = bus.Publisher(through, deadline=1)
    publisher.publish([event(0)])
    wire.delay = 1.5
    with pytest.raises(BusDown):
        publisher.publish([event(1)])
    wire.cut = True

    with pytest.raises(BusDown) as lost:
        publisher.publish([event(2)])

    assert lost.value.published.confirmed == frozenset()
    wait_until(lambda: broker.waiting(core, QUEUE) == 2)
    wire.cut, wire.delay = False, 0.0
    began = time.monotonic()
    assert publisher.publish([event(2)]).confirmed == {"event-2"}
    publisher.close()
    wait_until(lambda: broker.waiting(core, QUEUE) == 3)
    figures.report(Outcome("E5 false confirm", 3, 3, 0, 0, 0, time.monotonic() - began))


def test_a_publisher_that_was_idle_for_long_publishes_at_once(
    core: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bus, "HEARTBEAT", 1)
    publisher = bus.Publisher(core)
    publisher.publish([event(0)])

    time.sleep(5)  # the broker has given up on the connection by now

    assert publisher.publish([event(1)]).confirmed == {"event-1"}
    publisher.close()


class Authority:
    """A certificate authority made for one test."""

    def __init__(self) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name.from_rfc4514_string("CN=test authority")
        day = timedelta(days=1)
        limits = x509.BasicConstraints(ca=True, path_length=None)
        self.certificate = self._signed(
            self._name, self._key.public_key(), limits, until=datetime.now(UTC) + day
        )

    def serving(self, folder: Path, host: str, *, days: int = 1) -> ssl.SSLContext:
        key = ec.generate_private_key(ec.SECP256R1())
        until = datetime.now(UTC) + timedelta(days=days)
        names = x509.SubjectAlternativeName([x509.IPAddress(ip_address(host))])
        subject = x509.Name.from_rfc4514_string("CN=broker")
        certificate = self._signed(subject, key.public_key(), names, until=until)
        private = key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        (folder / "server.pem").write_bytes(private + pem(certificate))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(folder / "server.pem")
        return context

    def _signed(
        self,
        subject: x509.Name,
        key: ec.EllipticCurvePublicKey,
        extension: x509.ExtensionType,
        *,
        until: datetime,
    ) -> x509.Certificate:
        builder = x509.CertificateBuilder().subject_name(subject).issuer_name(self._name)
        builder = builder.public_key(key).serial_number(x509.random_serial_number())
        builder = builder.not_valid_before(until - timedelta(days=9)).not_valid_after(until)
        builder = builder.add_extension(extension, critical=True)
        return builder.sign(self._key, hashes.SHA256())


def pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)


def greeting_of_a_client(context: ssl.SSLContext) -> tuple[bytes, str]:
    """Let the bus dial a TLS server; return what it said there and how it was refused."""
    heard: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            try:
                with context.wrap_socket(listener.accept()[0], server_side=True) as client:
                    heard.append(client.recv(4))
            except OSError:
                heard.append(b"")

        server = threading.Thread(target=serve, daemon=True)
        server.start()
        with pytest.raises(BusDown) as refusal:
            broker.waiting(f"amqps://app:word@127.0.0.1:{listener.getsockname()[1]}/core", QUEUE)
        server.join(10)
    return heard[0], str(refusal.value)


@pytest.fixture
def authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Authority:
    authority = Authority()
    (tmp_path / "authority.pem").write_bytes(pem(authority.certificate))
    monkeypatch.setitem(os.environ, "SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    return authority


def test_a_broker_that_proves_its_name_is_spoken_to(authority: Authority, tmp_path: Path) -> None:
    heard, _ = greeting_of_a_client(authority.serving(tmp_path, "127.0.0.1"))

    assert heard == b"AMQP"


@pytest.mark.fault
def test_a_certificate_for_another_name_is_refused(authority: Authority, tmp_path: Path) -> None:
    heard, refusal = greeting_of_a_client(authority.serving(tmp_path, "127.0.0.2"))

    assert heard == b""
    assert "IP address mismatch" in refusal
    figures.figure("E16 wrong certificates refused", 1)


@pytest.mark.fault
def test_a_certificate_that_has_expired_is_refused(authority: Authority, tmp_path: Path) -> None:
    heard, refusal = greeting_of_a_client(authority.serving(tmp_path, "127.0.0.1", days=-1))

    assert heard == b""
    assert "expired" in refusal
    figures.figure("E16 wrong certificates refused", 1)


@pytest.mark.fault
@pytest.mark.usefixtures("authority")
def test_a_certificate_of_an_unknown_authority_is_refused(tmp_path: Path) -> None:
    heard, refusal = greeting_of_a_client(Authority().serving(tmp_path, "127.0.0.1"))

    assert heard == b""
    assert "CERTIFICATE_VERIFY_FAILED" in refusal
    figures.figure("E16 wrong certificates refused", 1)
