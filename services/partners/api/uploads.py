"""A body that is a file: larger than other bodies, and never held in memory twice."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryFile
from typing import BinaryIO

from flask import request

from shared.errors import Invalid
from shared.web.app import WrongMedia

CSV = ("text/csv", "text/plain", "application/csv", "application/octet-stream")
EXCEL = (
    "application/vnd.ms-excel",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
)


@contextmanager
def uploaded(*, most: int, kinds: tuple[str, ...]) -> Iterator[BinaryIO]:
    """Give the request's body as a temporary file; 413 above `most` bytes, 415 for other kinds."""
    if request.mimetype not in kinds:
        raise WrongMedia(f"Send the file itself as {kinds[0]}.")
    request.max_content_length = most
    with TemporaryFile() as file:
        shutil.copyfileobj(request.stream, file, 1024 * 1024)
        if not file.tell():
            raise Invalid("The file is empty.", {"file": "Empty."})
        file.seek(0)
        yield file
