"""The PDF engine: HTML in, a tagged PDF (PDF/UA-1) out, and nothing fetched from anywhere.

Importing this module takes a second and needs the system's pango, so it is imported when the first
PDF is asked for. Fonts are the system's; `fonts-dejavu-core` is enough.
"""

import gc
from pathlib import Path
from threading import Lock
from urllib.parse import urlsplit

from PIL import ImageFile
from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse
from werkzeug.security import safe_join

# the library lets the whole process read broken pictures, which would then be kept as photos
ImageFile.LOAD_TRUNCATED_IMAGES = False

HERE = "http://missionscoach.invalid"  # never asked: our own files are read from disk
TYPES = {".css": "text/css", ".svg": "image/svg+xml"}
ONE_AT_A_TIME = Lock()  # a document takes some 50 MB while it is laid out
FONTS = FontConfiguration()  # the library leaks 0.25 MB with every new one


def pdf_of(html: str, *, static: Path) -> bytes:
    """Return a document as PDF/UA-1; `static` is the folder behind addresses of `/static/`."""
    with ONE_AT_A_TIME:
        document = HTML(string=html, base_url=HERE, url_fetcher=OwnFiles(static))
        try:
            made: bytes = document.write_pdf(pdf_variant="pdf/ua-1", font_config=FONTS)
        except FatalURLFetchingError as refused:
            # the library's own is no Exception, so nothing would turn it into an answer
            raise NotOurs(str(refused)) from refused
        finally:
            del document
            gc.collect()  # a laid-out document is full of circles: left alone they add 12 MB
        return made


class NotOurs(Exception):
    """A document asks for something that is not in our static files."""


class OwnFiles(URLFetcher):
    """Reads our own static files and data in the address itself; refuses everything else."""

    def __init__(self, static: Path) -> None:
        super().__init__(allowed_protocols=("data",), fail_on_errors=True)
        self.static = static

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """Return what stands at an address; a refusal stops the document."""
        parts = urlsplit(url)
        if not url.startswith(f"{HERE}/static/"):
            return super().fetch(url, headers)
        found = safe_join(str(self.static), parts.path.removeprefix("/static/"))
        if found is None:
            raise ValueError(f"not a static file: {parts.path}")
        content_type = TYPES.get(Path(found).suffix, "application/octet-stream")
        return URLFetcherResponse(url, Path(found).read_bytes(), {"Content-Type": content_type})
