"""A wire that delays, or swallows, what runs over it."""

import socket
import threading
import time
from collections.abc import Callable


class Wire:
    """A TCP proxy before the broker: `delay` holds the broker's answers, `cut` swallows all."""

    def __init__(self, broker: int) -> None:
        self.delay = 0.0
        self.cut = False
        self._broker = broker
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
                broker = socket.create_connection(("127.0.0.1", self._broker))
            except OSError:
                return
            self._pump(client, broker, lambda: 0.0)
            self._pump(broker, client, lambda: self.delay)

    def _pump(self, source: socket.socket, sink: socket.socket, delay: Callable[[], float]) -> None:
        def run() -> None:
            try:
                while chunk := source.recv(65_536):
                    time.sleep(delay())
                    if not self.cut:
                        sink.sendall(chunk)
            except OSError:
                pass
            finally:
                sink.close()

        threading.Thread(target=run, daemon=True).start()
