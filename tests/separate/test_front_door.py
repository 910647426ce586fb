"""The front door and the mail catcher, tried over real sockets."""

import smtplib
import socket
import threading
from collections.abc import Iterator

import pytest
from werkzeug.serving import make_server
from werkzeug.test import Client as Browser
from werkzeug.wrappers import Request, Response

from services import frontdoor, mailcatcher


@pytest.fixture
def behind() -> Iterator[str]:
    """A service behind the door that tells what reached it."""

    @Request.application
    def echo(request: Request) -> Response:
        body = f"{request.method} {request.full_path} {request.host} {request.get_data().decode()}"
        answer = Response(body, status=201)
        answer.set_cookie("one", "1")
        answer.set_cookie("two", "2")
        return answer

    server = make_server("127.0.0.1", 0, echo, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


def test_a_request_reaches_its_service_with_path_body_and_host(behind):
    door = Browser(frontdoor.create_app(lambda _service: behind))

    answer = door.post(
        "/api/partners/offerings?limit=5", data=b"{}", base_url="http://church.example"
    )

    assert answer.status_code == 201
    assert answer.text == "POST /api/partners/offerings?limit=5 church.example {}"


def test_every_cookie_comes_through(behind):
    answer = Browser(frontdoor.create_app(lambda _service: behind)).get("/sign-in")

    assert len(answer.headers.getlist("Set-Cookie")) == 2


def test_a_service_that_is_away_gives_a_problem_and_not_a_page_of_ours():
    nobody = f"http://127.0.0.1:{free_port()}"
    door = Browser(frontdoor.create_app(lambda _service: nobody))

    answer = door.get("/api/partners/offerings")

    assert answer.status_code == 503
    assert answer.content_type == "application/problem+json"


@pytest.mark.parametrize("path", ["/api/nobody/x", "/api/", "/api", "/api/portal/x"])
def test_addresses_of_no_service_are_absent(behind, path):
    assert Browser(frontdoor.create_app(lambda _service: behind)).get(path).status_code == 404


def test_the_mail_catcher_shows_the_mail_as_it_came():
    catcher, port = mailcatcher.Catcher(), free_port()
    listener = mailcatcher.listen(catcher, "127.0.0.1", port)
    mail = b"Subject: Welkom\r\nMessage-ID: <1@x.example>\r\n\r\nDag!\r\n"
    try:
        with smtplib.SMTP("127.0.0.1", port) as smtp:
            smtp.sendmail("from@x.example", ["to@y.example"], mail)
    finally:
        listener.stop()
    pages = Browser(mailcatcher.create_app(catcher))
    listed = pages.get("/mails").json

    assert [(m["to"], m["subject"]) for m in listed] == [(["to@y.example"], "Welkom")]
    assert pages.get(f"/mails/{listed[0]['number']}").data == mail
    assert pages.get("/mails/99").status_code == 404


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
