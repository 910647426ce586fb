"""What agencies and operators ask of partners about how offerings were ranked."""

from typing import Any

from services.portal.clients.calling import call, with_query

Answer = dict[str, Any]


def receipts(agency_id: str, after: str | None) -> Answer:
    """Return a page of an agency's opened receipts."""
    return _get(with_query("/receipts", limit=50, agency_id=agency_id, after=after))


def receipt(receipt_id: str, language: str) -> Answer:
    """Return one receipt: its bytes, and what they say in sentences."""
    return _get(with_query(f"/receipts/{receipt_id}", language=language))


def replay(receipt_id: str) -> Answer:
    """Return whether a receipt, written anew, has the same bytes: `{same, digest, …}`."""
    return _get(f"/receipts/{receipt_id}/replay")


def overrides() -> Answer:
    """Return how often coaches chose otherwise than the ranking: `{together, coaches}`."""
    return _get("/ranking-overrides")


def _get(path: str) -> Answer:
    found: Answer = call("partners", "GET", path).json
    return found
