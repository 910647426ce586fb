"""Asking for a fresh sign-in where something sensitive is about to happen."""

from flask import render_template

from services.portal.clients.calling import with_query
from shared.errors import Forbidden


def stale_page(refusal: Forbidden, back: str) -> tuple[str, int]:
    """Return the page that leads to signing in again; raises any other refusal again."""
    if "signed_in_at" not in refusal.fields and not refusal.detail.startswith("Sign in again"):
        raise refusal
    return render_template("agency/fresh.html", again=with_query("/sign-in", next=back)), 403
