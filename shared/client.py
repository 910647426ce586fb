"""Calling another service: over HTTP, or in the same process when all live together."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import urllib3
from werkzeug.test import Client as InProcess

from shared import log
from shared.clock import Clock
from shared.errors import (
    Conflict,
    Forbidden,
    Invalid,
    NotFound,
    Refusal,
    TooMany,
    Unavailable,
    Unknown,
)

CONNECT, ANSWER = 3.05, 10.0  # seconds
CONNECTIONS = 16  # kept open to each service
HELD = timedelta(seconds=45)  # of the 60 for which an assertion holds
UPLOADED = 100_000  # bytes of a body for which an answer may take a second more
REFUSALS: dict[int, type[Refusal]] = {
    401: Unknown,
    403: Forbidden,
    404: NotFound,
    409: Conflict,
    422: Invalid,
    429: TooMany,
}


@dataclass(frozen=True)
class Reply:
    """What the other service answered."""

    status: int
    body: bytes
    content_type: str

    @property
    def json(self) -> Any:
        """Return the answer read as JSON (None when there is none)."""
        return json.loads(self.body) if self.body else None


class Client:
    """Sends requests to services by name; the subclass knows how."""

    def send(
        self,
        service: str,
        method: str,
        path: str,
        *,
        headers: Mapping[str, str],
        body: bytes | None,
    ) -> Reply:
        """Send one request; raises `Unavailable` when the service does not answer."""
        raise NotImplementedError

    def call(
        self,
        service: str,
        method: str,
        path: str,
        *,
        bearer: str | None = None,
        json_body: object = None,
        raw: tuple[bytes, str] | None = None,
    ) -> Reply:
        """Call a service; an answer of 4xx is raised as the refusal it stands for.

        `path` starts behind the service's prefix, query included; `raw` is (bytes, content type).
        """
        headers = {"Accept": "application/json"}
        if bearer:
            headers["Authorization"] = bearer if " " in bearer else f"Bearer {bearer}"
        trace = log.current_trace()
        if trace:
            headers["traceparent"] = trace
        body = None
        if json_body is not None:
            body, headers["Content-Type"] = json.dumps(json_body).encode(), "application/json"
        if raw is not None:
            body, headers["Content-Type"] = raw
        return _accepted(self.send(service, method, path, headers=headers, body=body))


def _accepted(reply: Reply) -> Reply:
    if reply.status < 400:
        return reply
    try:
        problem = reply.json or {}
    except ValueError:
        problem = {}
    if reply.status >= 500 or not isinstance(problem, dict):
        raise Unavailable("Another part of Missionscoach does not answer; try again shortly.")
    detail = str(problem.get("detail", "Refused."))
    refusal = REFUSALS.get(reply.status, Refusal)
    if refusal is NotFound:
        raise NotFound(detail)
    raise refusal(detail, problem.get("fields") or {})


class HttpClient(Client):
    """Reaches services over HTTP at the addresses given; its connections are shared by threads."""

    def __init__(self, address: Callable[[str], str]) -> None:
        self._address = address
        # nothing is sent twice of itself: who asked knows whether that is right
        self._pool = urllib3.PoolManager(maxsize=CONNECTIONS, retries=False)

    def send(
        self,
        service: str,
        method: str,
        path: str,
        *,
        headers: Mapping[str, str],
        body: bytes | None,
    ) -> Reply:
        """Send one request over HTTP."""
        url = f"{self._address(service)}/api/{service}{path}"
        patience = urllib3.Timeout(CONNECT, ANSWER + len(body or b"") / UPLOADED)
        try:
            answer = self._pool.request(
                method, url, headers=headers, body=body, timeout=patience, redirect=False
            )
        except urllib3.exceptions.HTTPError as fault:
            raise Unavailable(f"{service} does not answer.") from fault
        kind = answer.headers.get("Content-Type", "")
        return Reply(status=answer.status, body=answer.data, content_type=kind)


class LocalClient(Client):
    """Reaches services in this process through their WSGI apps."""

    def __init__(self, find: Callable[[str], Any], host: str) -> None:
        self._find = find
        self._base = f"http://{host}"

    def send(
        self,
        service: str,
        method: str,
        path: str,
        *,
        headers: Mapping[str, str],
        body: bytes | None,
    ) -> Reply:
        """Send one request to the app of that service."""
        answer = InProcess(self._find(service)).open(
            path,
            method=method,
            base_url=f"{self._base}/api/{service}",
            headers=dict(headers),
            data=body,
        )
        return Reply(answer.status_code, answer.get_data(), answer.headers.get("Content-Type", ""))


@dataclass
class _Held:
    token: str
    until: datetime


class Credentials:
    """A service's own assertions: asked from identity with its secret, kept for 45 seconds."""

    def __init__(self, client: Client, name: str, secret: str, clock: Clock) -> None:
        self._client = client
        self._name = name
        self._secret = secret
        # the clock by which identity says until when an assertion holds
        self._clock = clock
        self._held: dict[str, _Held] = {}

    def bearer(self, audience: str) -> str:
        """Return a bearer token with which this service may call `audience`."""
        held, now = self._held.get(audience), self._clock.now()
        if held is None or held.until < now:
            held = _Held(self._fetch(audience), now + HELD)
            self._held[audience] = held
        return held.token

    def forget(self, audience: str) -> None:
        """Ask for a new assertion the next time: this one was not accepted."""
        self._held.pop(audience, None)

    def _fetch(self, audience: str) -> str:
        body = {"service": self._name, "secret": self._secret, "audience": audience}
        token: str = self._client.call(
            "identity", "POST", "/service-assertions", json_body=body
        ).json["assertion"]
        return token
