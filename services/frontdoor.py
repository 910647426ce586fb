"""The one address of an installation of separate services: passes each request to its service."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import urllib3
from urllib3.exceptions import HTTPError

from shared import log
from shared.config import SERVICES
from shared.web import problem

# of one connection only (RFC 9110, section 7.6.1); never passed on
HOP_BY_HOP = frozenset(
    {
        *("connection", "keep-alive", "proxy-authenticate", "proxy-authorization"),
        *("proxy-connection", "te", "trailer", "transfer-encoding", "upgrade"),
    }
)
CHUNK = 64 * 1024
WAIT = urllib3.Timeout(connect=3.05, read=120)

StartResponse = Any  # WSGI's start_response, as gunicorn gives it


def create_app(
    address: Callable[[str], str],
) -> Callable[[dict[str, Any], StartResponse], Iterable[bytes]]:
    """Return the WSGI app; `address` tells where a service is reached."""
    pool = urllib3.PoolManager(num_pools=12, maxsize=16, retries=False)

    def app(environ: dict[str, Any], start: StartResponse) -> Iterable[bytes]:
        service = service_of(environ["PATH_INFO"])
        if service is None:
            return _refuse(environ, start, 404, "There is nothing here for you.")
        with log.traced(environ.get("HTTP_TRACEPARENT")) as trace:
            try:
                answer = _ask(pool, address(service), {**environ, "HTTP_TRACEPARENT": trace})
            except HTTPError as fault:
                kind = type(fault).__name__
                log.get("front-door").warning("no answer", service=service, error=kind)
                sentence = "This part does not answer now; try again shortly."
                return _refuse(environ, start, 503, sentence)
        headers = [(k, v) for k, v in answer.headers.iteritems() if k.lower() not in HOP_BY_HOP]
        start(f"{answer.status} {answer.reason or ''}".strip(), headers)
        return _pieces(answer)

    return app


def service_of(path: str) -> str | None:
    """Return the service a path belongs to; None when `/api/…` names none of ours."""
    parts = path.split("/", 3)
    if len(parts) < 2 or parts[1] != "api":
        return "portal"
    name = parts[2] if len(parts) > 2 else ""
    return name if name in SERVICES and name != "portal" else None


def _ask(pool: urllib3.PoolManager, base: str, environ: dict[str, Any]) -> Any:
    query = environ.get("QUERY_STRING", "")
    path = environ.get("RAW_URI") or environ["PATH_INFO"] + (f"?{query}" if query else "")
    length = int(environ.get("CONTENT_LENGTH") or 0)
    return pool.urlopen(
        environ["REQUEST_METHOD"],
        base + path,
        headers=dict(_headers(environ)),
        body=environ["wsgi.input"].read(length) if length else None,
        timeout=WAIT,
        redirect=False,
        preload_content=False,
        decode_content=False,
    )


def _headers(environ: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key, value in environ.items():
        name = key.removeprefix("HTTP_").replace("_", "-")
        if key.startswith("HTTP_") and name.lower() not in HOP_BY_HOP:
            yield name, value
    if kind := environ.get("CONTENT_TYPE"):
        yield "Content-Type", kind


def _pieces(answer: Any) -> Iterator[bytes]:
    try:
        yield from answer.stream(CHUNK, decode_content=False)
    finally:
        answer.release_conn()


def _refuse(
    environ: dict[str, Any], start: StartResponse, status: int, detail: str
) -> Iterable[bytes]:
    title = "Not found" if status == 404 else "Try again later"
    answer: Iterable[bytes] = problem.problem(status, title, detail)(environ, start)
    return answer
