"""A real relay on loopback accepts, refuses, delays and drops; each is told apart."""

import signal
import socket
import socketserver
import ssl
import threading
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from services.notifications.cleaning import Unbuildable
from services.notifications.mail import Letter, Sender, build
from services.notifications.smtp import Accepted, Deferred, Doubtful, Refused, SmtpTransport
from services.notifications.smtp.relay import relay_from

POST = "post@missionscoach.example"
JAN = "jan@kerk.example"
PASSWORD = "ge/heim@7"


class Sink:
    """Keeps what arrives, counts connections, refuses lines that a strict relay refuses."""

    def __init__(self) -> None:
        self.bodies: list[bytes] = []
        self.recipients: list[str] = []
        self.connections: set[object] = set()
        self.drops = False

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        content = envelope.original_content or b""
        self.connections.add(session.peer)
        if b"\n" in content.replace(b"\r\n", b"") or max(map(len, content.split(b"\r\n"))) > 998:
            return "554 5.6.0 bare line feeds or long lines"
        self.bodies.append(content)
        self.recipients += envelope.rcpt_tos
        if self.drops:
            server.transport.abort()
        return "250 2.0.0 taken as 7F3A"


@contextmanager
def relay(
    sink: Sink, host: str = "127.0.0.1", settings: Mapping[str, object] | None = None
) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = Controller(sink, hostname=host, port=port, **(settings or {}))
    server.start()
    try:
        yield f"{host}:{port}"
    finally:
        server.stop()


@contextmanager
def scripted(seen: list[str] | None = None, /, **replies: str | None) -> Iterator[str]:
    """A relay that answers each command as told; None hangs up, silence is the word "silent"."""
    script: dict[str, str | None] = {
        "hello": "220 ready",
        "EHLO": "250 here",
        "MAIL": "250 ok",
        "RCPT": "250 ok",
        "DATA": "354 go",
        "body": "250 taken",
        "RSET": "250 ok",
        "QUIT": "221 bye",
        **replies,
    }
    ended = threading.Event()

    class Dialogue(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            step, verb = self.said("hello"), ""
            while step and (line := self.rfile.readline()):
                verb = line[:4].decode().upper()
                step = self.said(verb)
                if step and verb == "DATA" and str(script["DATA"]).startswith("3"):
                    while self.rfile.readline() not in {b".\r\n", b""}:
                        pass
                    step = self.said("body")

        def said(self, verb: str) -> bool:
            reply = script[verb]
            if seen is not None:
                seen.append(verb)
            if reply == "silent":
                ended.wait(10)
                return False
            if reply is None:
                return False
            self.wfile.write(f"{reply}\r\n".encode())
            return True

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Dialogue) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        try:
            yield f"127.0.0.1:{server.server_address[1]}"
        finally:
            ended.set()
            server.shutdown()


def mail(plain: str = "Tot donderdag.\n") -> bytes:
    letter = Letter(
        to=JAN,
        subject="Afspraak op donderdag",
        plain=plain,
        html=f"<p>{plain}</p>\n",
        message_id="<1@missionscoach.example>",
        date=datetime(2026, 11, 12, tzinfo=UTC),
        language="nl",
    )
    return build(letter, sender=Sender("Missionscoach", POST))


def send(transport: SmtpTransport, message: bytes | None = None) -> Accepted:
    return transport.send(message or mail(), sender=POST, recipient=JAN)


@pytest.fixture
def sink() -> Sink:
    return Sink()


def test_a_mail_arrives_byte_for_byte_and_the_relays_words_are_kept(sink: Sink) -> None:
    message = mail(".\n..\n.verborgen punt\n" + "lang " * 500)
    with relay(sink) as address:
        accepted = send(SmtpTransport(f"smtp://{address}"), message)

    assert accepted == Accepted("250 2.0.0 taken as 7F3A")
    assert sink.bodies == [message]
    assert sink.recipients == [JAN]


def test_a_hundred_mails_share_a_connection_and_the_next_opens_another(sink: Sink) -> None:
    with relay(sink) as address:
        transport = SmtpTransport(f"smtp://{address}")
        message = mail()
        for _ in range(100):
            send(transport, message)
        first = len(sink.connections)
        send(transport, message)
        transport.close()

    assert first == 1
    assert len(sink.connections) == 2
    assert len(sink.bodies) == 101


def test_a_connection_is_given_up_after_a_minute(sink: Sink) -> None:
    seconds = [0.0]
    with relay(sink) as address:
        transport = SmtpTransport(f"smtp://{address}", monotonic=lambda: seconds[0])
        send(transport)
        seconds[0] = 59.0
        send(transport)
        before = len(sink.connections)
        seconds[0] = 61.0
        send(transport)
        transport.close()

    assert (before, len(sink.connections)) == (1, 2)


def test_many_threads_may_share_one_transport(sink: Sink) -> None:
    with relay(sink) as address:
        transport = SmtpTransport(f"smtp://{address}")
        threads = [threading.Thread(target=send, args=(transport,)) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        transport.close()

    assert len(sink.bodies) == 8
    assert len(sink.connections) == 1


def test_a_relay_that_drops_the_line_after_data_leaves_a_doubt_and_it_is_not_sent_again(
    sink: Sink,
) -> None:
    sink.drops = True
    with relay(sink) as address:
        transport = SmtpTransport(f"smtp://{address}")
        with pytest.raises(Doubtful):
            send(transport)
        taken = len(sink.bodies)
        sink.drops = False
        send(transport)
        transport.close()

    assert taken == 1
    assert len(sink.bodies) == 2


@pytest.mark.parametrize("answer", [None, "silent", "garbage"])
def test_no_clear_answer_after_the_mail_is_a_doubt(answer: str | None) -> None:
    with scripted(body=answer) as address, pytest.raises(Doubtful):
        send(SmtpTransport(f"smtp://{address}", timeout_seconds=5, last_reply_seconds=0.3))


def test_a_sender_that_is_stopped_half_way_does_not_go_on_over_the_same_line() -> None:
    class Stopped(BaseException):
        pass

    def stop(*_: object) -> None:
        raise Stopped

    seen: list[str] = []
    with scripted(seen, body="silent") as address:
        transport = SmtpTransport(f"smtp://{address}")
        before = signal.signal(signal.SIGALRM, stop)
        try:
            for _ in range(2):
                signal.setitimer(signal.ITIMER_REAL, 0.3)
                with pytest.raises(Stopped):
                    send(transport)
        finally:
            signal.signal(signal.SIGALRM, before)

    assert seen.count("hello") == 2


@pytest.mark.parametrize("step", ["hello", "MAIL", "RCPT", "DATA"])
@pytest.mark.parametrize("answer", [None, "silent", "450 4.7.1 greylisted", "421 4.3.2 closing"])
def test_trouble_before_the_mail_goes_out_is_only_a_delay(step: str, answer: str | None) -> None:
    with scripted(**{step: answer}) as address, pytest.raises(Deferred):
        send(SmtpTransport(f"smtp://{address}", timeout_seconds=0.3))


@pytest.mark.parametrize(
    "answer", ["451 4.3.0 later", "452 4.2.2 mailbox full", "421 4.3.2 closing"]
)
def test_a_not_now_after_the_mail_is_a_delay(answer: str) -> None:
    with scripted(body=answer) as address, pytest.raises(Deferred, match=answer):
        send(SmtpTransport(f"smtp://{address}"))


def test_no_relay_at_all_is_a_delay() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]

        with pytest.raises(Deferred, match="cannot be reached"):
            send(SmtpTransport(f"smtp://127.0.0.1:{port}", timeout_seconds=2))


@pytest.mark.parametrize(
    ("step", "answer", "scope"),
    [
        ("RCPT", "550 5.1.1 no such user", "recipient"),
        ("RCPT", "550 no such user here", "recipient"),
        ("RCPT", "552 5.2.2 mailbox full", "recipient"),
        ("RCPT", "550 5.4.1 recipient address rejected", "recipient"),
        ("RCPT", "550 5.7.1 relaying denied", "transport"),
        ("RCPT", "554 Relay access denied", "transport"),
        ("RCPT", "530 authentication required", "transport"),
        ("hello", "554 not from here", "transport"),
        ("MAIL", "550 5.1.8 sender rejected", "transport"),
        ("MAIL", "553 5.7.1 sender not owned", "transport"),
        ("DATA", "554 5.5.1 no valid recipients", "transport"),
        ("body", "554 5.7.1 looks like spam", "transport"),
        ("body", "554 refused", "transport"),
        ("body", "550 5.1.1 no such user", "recipient"),
    ],
)
def test_only_an_answer_about_the_address_blames_the_address(
    step: str, answer: str, scope: str
) -> None:
    with scripted(**{step: answer}) as address, pytest.raises(Refused) as refused:
        send(SmtpTransport(f"smtp://{address}"))

    assert refused.value.scope == scope
    assert refused.value.reply == answer


def test_after_a_refused_recipient_the_same_connection_serves_the_next(sink: Sink) -> None:
    async def refuse_piet(
        server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address.startswith("piet"):
            return "550 5.1.1 no such user"
        envelope.rcpt_tos.append(address)
        return "250 ok"

    sink.handle_RCPT = refuse_piet
    with relay(sink) as address:
        transport = SmtpTransport(f"smtp://{address}")
        send(transport)
        with pytest.raises(Refused):
            transport.send(mail(), sender=POST, recipient="piet@kerk.example")
        send(transport)
        transport.close()

    assert sink.recipients == [JAN, JAN]
    assert len(sink.connections) == 1


def test_an_idle_connection_that_the_relay_closed_is_opened_again(sink: Sink) -> None:
    with relay(sink, settings={"timeout": 0.2}) as address:
        transport = SmtpTransport(f"smtp://{address}")
        send(transport)
        threading.Event().wait(0.6)
        send(transport)
        transport.close()

    assert len(sink.bodies) == 2
    assert len(sink.connections) == 2


@pytest.mark.parametrize(
    "message",
    [
        b"Subject: a\n\nb\n",
        b"Subject: a\r\n\r\nb\r",
        b"Subject: a\r\n\r\n" + b"x" * 999 + b"\r\n",
        "Subject: é\r\n\r\nb\r\n".encode(),
    ],
)
def test_lines_that_not_every_relay_takes_never_leave(sink: Sink, message: bytes) -> None:
    with relay(sink) as address, pytest.raises(Unbuildable, match="message"):
        send(SmtpTransport(f"smtp://{address}"), message)

    assert sink.bodies == []


@pytest.mark.parametrize(
    "recipient", ["", "jan", "jan@x.example>\r\nDATA", "a@x.example,b@x.example"]
)
def test_an_address_that_could_give_commands_never_leaves(sink: Sink, recipient: str) -> None:
    with relay(sink) as address, pytest.raises(Unbuildable, match="recipient"):
        SmtpTransport(f"smtp://{address}").send(mail(), sender=POST, recipient=recipient)

    assert sink.bodies == []


def certificate(folder: Path, name: str) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = signed.public_bytes(serialization.Encoding.PEM)
    secret = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    (folder / "relay.pem").write_bytes(pem + secret)
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(folder / "relay.pem")
    return server, ssl.create_default_context(cadata=pem.decode())


def secured(scheme: str, server: ssl.SSLContext) -> dict[str, object]:
    if scheme == "smtps":
        return {"ssl_context": server}
    return {"tls_context": server, "require_starttls": True}


@pytest.mark.parametrize("scheme", ["smtps", "smtp+starttls"])
def test_a_protected_line_carries_the_mail_when_the_certificate_fits(
    sink: Sink, tmp_path: Path, scheme: str
) -> None:
    server, trust = certificate(tmp_path, "localhost")
    with relay(sink, host="localhost", settings=secured(scheme, server)) as address:
        transport = SmtpTransport(f"{scheme}://{address}", tls=trust)
        send(transport)
        transport.close()

    assert len(sink.bodies) == 1


@pytest.mark.parametrize("scheme", ["smtps", "smtp+starttls"])
@pytest.mark.parametrize(("name", "trusted"), [("other.example", True), ("localhost", False)])
def test_a_certificate_of_another_name_or_an_unknown_issuer_stops_everything(
    sink: Sink, tmp_path: Path, scheme: str, name: str, trusted: bool
) -> None:
    server, trust = certificate(tmp_path, name)
    known = trust if trusted else None
    with (
        relay(sink, host="localhost", settings=secured(scheme, server)) as address,
        pytest.raises(Refused, match="certificate") as refused,
    ):
        send(SmtpTransport(f"{scheme}://{address}", tls=known))

    assert refused.value.scope == "transport"
    assert sink.bodies == []


def test_a_relay_without_starttls_gets_no_mail_in_the_clear(sink: Sink) -> None:
    with relay(sink) as address, pytest.raises(Refused) as refused:
        send(SmtpTransport(f"smtp+starttls://{address}"))

    assert refused.value.scope == "transport"
    assert sink.bodies == []


def asking_for(password: str) -> dict[str, object]:
    def check(
        server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: LoginPassword
    ) -> AuthResult:
        return AuthResult(success=data.password == password.encode(), handled=False)

    return {"authenticator": check, "auth_required": True, "auth_require_tls": False}


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
def test_a_user_signs_in_with_a_password_that_needed_escaping(sink: Sink) -> None:
    with relay(sink, settings=asking_for(PASSWORD)) as address:
        transport = SmtpTransport(f"smtp://jan%40x:ge%2Fheim%407@{address}")
        send(transport)
        transport.close()

    assert len(sink.bodies) == 1


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
def test_a_wrong_password_stops_everything_and_is_printed_nowhere(
    sink: Sink, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with relay(sink, settings=asking_for("other")) as address:
        transport = SmtpTransport(f"smtp://jan:ge%2Fheim%407@{address}")
        with pytest.raises(Refused) as refused:
            send(transport)

    printed = "".join(traceback.format_exception(refused.value)) + repr(transport)
    output = capfd.readouterr()
    ours = "".join(r.getMessage() for r in caplog.records if not r.name.startswith("mail."))
    assert refused.value.scope == "transport"
    assert "535" in refused.value.reply
    for place in (printed, ours, output.out, output.err):
        assert PASSWORD not in place
        assert "ge%2Fheim" not in place


def test_a_relay_that_echoes_the_password_does_not_get_it_into_a_reply() -> None:
    with (
        scripted(EHLO="250-here\r\n250 AUTH PLAIN", AUTH=f"535 wrong: {PASSWORD}") as address,
        pytest.raises(Refused) as refused,
    ):
        send(SmtpTransport(f"smtp://jan:ge%2Fheim%407@{address}"))

    assert refused.value.reply == "535 wrong: ***"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://mail.example", ("mail.example", 25, "none", "", "")),
        ("smtp+starttls://u:p%40@mail.example", ("mail.example", 587, "starttls", "u", "p@")),
        ("smtps://u:p@mail.example:4650", ("mail.example", 4650, "tls", "u", "p")),
        ("smtps://u:p@[::1]:25", ("::1", 25, "tls", "u", "p")),
    ],
)
def test_the_address_of_a_relay_is_read(url: str, expected: tuple[object, ...]) -> None:
    found = relay_from(url)

    assert (found.host, found.port, found.security, found.user, found.password) == expected
    assert "p@" not in repr(found)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "mail.example",
        "http://mail.example",
        "smtp://",
        "smtp://u:geheim@mail.example:99999",
        "smtp://u:geheim@mail.example:port",
        "smtp://u:geheim@mail.example/path",
        "smtp://u:geh/eim@mail.example",
        "smtp://u@mail.example",
        "smtp://u:geheim@[::1",
    ],
)
def test_a_wrong_address_of_a_relay_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(ValueError, match="SMTP_URL") as refused:
        SmtpTransport(url)

    assert "geh" not in "".join(traceback.format_exception(refused.value))
