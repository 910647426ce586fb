"""A relay on this machine that keeps each mail as a file: the other end of the mail figure."""

import signal
import sys
from itertools import count
from pathlib import Path
from threading import Event

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


class Box:
    """Keeps mails in a folder, numbered as they came."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = count()

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        name = f"{next(self._numbers):06d}.eml"
        (self._folder / name).write_bytes(envelope.original_content or b"")
        return "250 2.0.0 kept"


def main(port: int, folder: Path) -> None:
    """Take mails until told to end."""
    ended = Event()
    signal.signal(signal.SIGTERM, lambda *_: ended.set())
    controller = Controller(Box(folder), hostname="127.0.0.1", port=port)
    controller.start()
    ended.wait()
    controller.stop()


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
