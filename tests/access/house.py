"""One embedded installation that can be put back to how it was, and tells whether it changed."""

import hashlib
import shutil
import sqlite3
from pathlib import Path

from werkzeug.test import Client as Browser
from werkzeug.test import TestResponse

from services.host import Host
from tests.askers import Asker

Who = Asker | str | None


class House:
    """A host with its databases; `keep` remembers how they are, `put_back` restores that."""

    def __init__(self, host: Host) -> None:
        self.host = host
        self.folder: Path = host.settings.data_dir
        self.kept = self.folder / "kept"
        self._watchers: dict[str, sqlite3.Connection] = {}
        self._stamps: dict[str, int] = {}
        self._bearers: dict[tuple[int, str], tuple[Asker, str]] = {}

    def keep(self) -> None:
        """Remember all databases as they are now."""
        self._close()
        self._bearers = {}
        self.kept.mkdir()
        for path in self._files():
            shutil.copyfile(path, self.kept / path.name)
        self._watch()

    def changed(self) -> list[str]:
        """Return the services in whose database something was committed since `put_back`."""
        return [name for name, stamp in self._now().items() if stamp != self._stamps[name]]

    def put_back(self) -> None:
        """Restore what `keep` remembered, if anything was committed since."""
        if not self.changed():
            return
        self._close()
        for path in self._files():
            for leftover in (f"{path}-wal", f"{path}-shm"):
                Path(leftover).unlink(missing_ok=True)
            shutil.copyfile(self.kept / path.name, path)
        self._watch()

    def digest(self) -> dict[str, str]:
        """Return a digest of the content of every table of every service, by `service.table`."""
        return {
            f"{name}.{table}": _digest(watcher, table)
            for name, watcher in self._watchers.items()
            for (table,) in watcher.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
            ).fetchall()
        }

    def audited(self, service: str) -> list[tuple[str, str, str]]:
        """Return (kind of asker, his id, what he did) of every audit row of a service."""
        query = "SELECT actor_kind, coalesce(actor_id, ''), act FROM audit ORDER BY id"
        return list(self._watchers[service].execute(query))

    def send(
        self,
        who: Who,
        service: str,
        route: str,
        *,
        body: bytes | None = None,
        media: str = "application/json",
    ) -> TestResponse:
        """Send `METHOD /path` to a service as somebody, with a body of these very bytes."""
        method, _, path = route.partition(" ")
        headers = {}
        if who is not None:
            headers["Authorization"] = f"Bearer {self._bearer(who, service)}"
        content = {} if body is None else {"data": body, "content_type": media}
        base = f"http://{self.host.settings.public_host}/api/{service}"
        browser = Browser(self.host.apps[service])
        return browser.open(path, method=method, base_url=base, headers=headers, **content)

    def _bearer(self, who: Asker | str, service: str) -> str:
        if isinstance(who, str):
            return who
        # the clock stands still and roles are put back, so an assertion serves all tests
        known = (id(who), service)
        if known not in self._bearers:
            # the asker is kept beside it, so that no other one comes to have the same number
            self._bearers[known] = (who, who.bearer(service))
        return self._bearers[known][1]

    def _files(self) -> list[Path]:
        return sorted(self.folder.glob("*.sqlite3"))

    def _close(self) -> None:
        for watcher in self._watchers.values():
            watcher.close()
        self._watchers = {}
        for tools in self.host.tools.values():
            tools.db.close()

    def _watch(self) -> None:
        for path in self._files():
            # a connection sees by its data version that another one committed something
            self._watchers[path.stem] = sqlite3.connect(path, isolation_level=None)
        self._stamps = self._now()

    def _now(self) -> dict[str, int]:
        return {
            name: watcher.execute("PRAGMA data_version").fetchone()[0]
            for name, watcher in self._watchers.items()
        }


def _digest(watcher: sqlite3.Connection, table: str) -> str:
    rows = sorted(repr(row) for row in watcher.execute(f'SELECT * FROM "{table}"'))
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()
