"""Waking a relay in another process at the commit that recorded an event.

The notice is given after that commit and in a transaction of its own: one that waits for its
commit would hold up every other commit of the database.
"""

import threading
from collections.abc import Callable

import psycopg

from shared import log
from shared.db import Database

CHANNEL = "outbox"
LISTEN_AGAIN = 2.0  # seconds after the connection was lost; the relay looks by itself meanwhile


class Bell:
    """Rings once for all commits that happened since it last rang."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._ringing = threading.Lock()
        self._rung = threading.Event()

    def ring(self) -> None:
        """Tell the relay that something waits; whoever finds it being told leaves it at that."""
        self._rung.set()
        if not self._ringing.acquire(blocking=False):
            return
        try:
            while self._rung.is_set():
                self._rung.clear()
                self._notify()
        finally:
            self._ringing.release()

    def _notify(self) -> None:
        try:
            with self._database.engine.connect() as connection:
                connection.exec_driver_sql(f"NOTIFY {CHANNEL}")
                connection.commit()
        except Exception:
            # the write is committed all the same; the relay finds it at its next look
            log.get("events").warning("the relay could not be woken")


class Ear(threading.Thread):
    """Listens for the bell and wakes the relay."""

    def __init__(self, url: str, wake: Callable[[], None]) -> None:
        super().__init__(name="ear", daemon=True)
        self._url = url.replace("postgresql+psycopg://", "postgresql://")
        self._wake = wake
        self._stop = threading.Event()

    def run(self) -> None:
        """Listen until stopped, on a connection of its own."""
        while not self._stop.is_set():
            try:
                with psycopg.connect(self._url, autocommit=True, connect_timeout=5) as connection:
                    connection.execute(f"LISTEN {CHANNEL}")
                    self._wake()
                    self._listen(connection)
            except psycopg.Error as fault:
                log.get("events").warning("cannot listen", error=type(fault).__name__)
                self._stop.wait(LISTEN_AGAIN)

    def stop(self) -> None:
        """End within a second."""
        self._stop.set()
        self.join(timeout=5)

    def _listen(self, connection: psycopg.Connection[tuple[object, ...]]) -> None:
        while not self._stop.is_set():
            for _notice in connection.notifies(timeout=1.0, stop_after=1):
                self._wake()
