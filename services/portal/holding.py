"""Uploaded lists between looking at them and taking them over: for an hour, for one person."""

import tempfile
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from werkzeug.datastructures import FileStorage

from shared.clock import new_id
from shared.errors import Conflict

HOUR = timedelta(hours=1)
GONE = "That list is no longer kept here; choose the file once more."


def hold(upload: FileStorage, owner: UUID, *, at: datetime) -> UUID:
    """Keep an upload and return the number under which its owner finds it."""
    _forget_old(at)
    number = new_id()
    upload.save(_path(owner, number))
    return number


def held(owner: UUID, number: UUID) -> bytes:
    """Return an upload's content; raises `Conflict` when it is gone or somebody else's."""
    path = _path(owner, number)
    if not path.is_file():
        raise Conflict(GONE)
    return path.read_bytes()


def forget(owner: UUID, number: UUID) -> None:
    """Throw an upload away."""
    _path(owner, number).unlink(missing_ok=True)


def _path(owner: UUID, number: UUID) -> Path:
    return _folder() / f"{owner}.{number}"


def _folder() -> Path:
    folder = Path(tempfile.gettempdir()) / "missionscoach-uploads"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def _forget_old(at: datetime) -> None:
    for path in _folder().iterdir():
        if path.stat().st_mtime < (at - HOUR).timestamp():
            path.unlink(missing_ok=True)
