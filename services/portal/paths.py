"""Addresses within this site."""

from urllib.parse import urlsplit


def local_path(wanted: str | None, otherwise: str = "/") -> str:
    """Return the path if it leads to a page of ours, `otherwise` when it leads elsewhere."""
    if not wanted or not wanted.startswith("/") or wanted.startswith("//"):
        return otherwise
    if "\\" in wanted or not wanted.isprintable() or " " in wanted:
        return otherwise
    parts = urlsplit(wanted)
    return otherwise if parts.scheme or parts.netloc else wanted
