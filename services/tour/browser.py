"""A browser without script: keeps cookies, reads pages, fills in forms, and asks the API."""

from collections.abc import Mapping
from time import monotonic
from typing import Any
from urllib.parse import urljoin, urlsplit

import requests

from services.tour import page as pages
from services.tour.missing import Missing
from services.tour.page import Form, Page

WAIT = (5, 120)  # seconds to connect, to answer: an upload of 17,000 rows is one request
HOLDS = 40  # seconds that we use assertions, which hold for 60
AUDIENCES = ("identity", "congregations", "partners", "scheduling", "notifications")
COOKIE = "missionscoach"
File = tuple[str, bytes, str]


class Browser:
    """One person's browser at one installation; `name` is for what we print."""

    def __init__(self, base: str, name: str) -> None:
        self.name = name
        self._base = base
        self._http = requests.Session()
        self._http.trust_env = False
        self._bearers: dict[str, str] = {}
        self._until = 0.0

    def open(self, address: str, *, status: int = 200) -> Page:
        """Follow a link; whatever host a mail named, it is looked up at this installation."""
        return self._read(self._request("GET", self._here(address)), status)

    def send(
        self,
        form: Form,
        values: Mapping[str, str | list[str]] | None = None,
        *,
        file: tuple[str, File] | None = None,
        status: int = 200,
    ) -> Page:
        """Send a form with these fields filled in, and return the page it leads to."""
        unknown = [name for name in values or {} if name not in form.names]
        if unknown:
            raise Missing(f"the form {form.action} has no field {', '.join(unknown)}")
        filled = {**form.values, **(values or {})}
        files = {file[0]: file[1]} if file else None
        answer = self._request(form.method, self._here(form.action), data=filled, files=files)
        return self._read(answer, status)

    def call(
        self,
        service: str,
        method: str,
        path: str,
        body: object = None,
        *,
        raw: File | None = None,
        bearer: str = "",
        status: tuple[int, ...] = (200, 201, 202, 204),
    ) -> Any:
        """Ask a service's API in this person's name (or with a key) and return its JSON."""
        headers = {"Authorization": f"Bearer {bearer or self._bearer(service)}"}
        more: dict[str, Any] = {} if body is None else {"json": body}
        if raw:
            more, headers["Content-Type"] = {"data": raw[1]}, raw[2]
        address = f"{self._base}/api/{service}{path}"
        answer = self._request(method, address, headers=headers, **more)
        if answer.status_code not in status:
            raise Missing(
                f"{method} /api/{service}{path}: {answer.status_code} {answer.text[:300]}"
            )
        return answer.json() if answer.content else None

    def ask(self, service: str, method: str, path: str, body: object = None) -> Any:
        """Ask what anybody may ask, without saying who asks."""
        answer = self._request(method, f"{self._base}/api/{service}{path}", json=body)
        if answer.status_code >= 400:
            raise Missing(
                f"{method} /api/{service}{path}: {answer.status_code} {answer.text[:300]}"
            )
        return answer.json() if answer.content else None

    def download(self, path: str) -> bytes:
        """Return the bytes of a file that a page offers."""
        answer = self._request("GET", self._here(path))
        if answer.status_code != 200:
            raise Missing(f"{self.name} got {answer.status_code} at {path}")
        return answer.content

    def forget(self) -> None:
        """Ask for new assertions: those at hand are of another time."""
        self._until = 0.0

    @property
    def is_signed_in(self) -> bool:
        """Tell whether this browser keeps a session."""
        return COOKIE in self._http.cookies

    def _bearer(self, service: str) -> str:
        if monotonic() >= self._until:
            token = self._http.cookies.get(COOKIE, "")
            asked = {"session_token": token, "audiences": AUDIENCES}
            self._bearers = self.ask("identity", "POST", "/session/assertions", asked)["assertions"]
            self._until = monotonic() + HOLDS
        return self._bearers[service]

    def _here(self, address: str) -> str:
        parts = urlsplit(address)
        local = parts._replace(scheme="", netloc="").geturl()
        return urljoin(f"{self._base}/", local)

    def _request(self, method: str, address: str, **more: Any) -> requests.Response:
        try:
            return self._http.request(method, address, timeout=WAIT, **more)
        except requests.RequestException as fault:
            raise Missing(f"{address} does not answer ({type(fault).__name__})") from fault

    def _read(self, answer: requests.Response, status: int) -> Page:
        path = urlsplit(answer.url).path
        page = pages.read(path, answer.status_code, answer.text)
        if answer.status_code != status:
            raise Missing(f"{self.name} got {answer.status_code} at {path}: {page.words[:300]}")
        return page
