"""A letter as it will be read, before it is caused."""

from typing import Any

from services.portal.clients.calling import call


def preview(letter: str, language: str, facts: dict[str, Any]) -> dict[str, str]:
    """Return `{subject, plain, html}` of a letter with these facts."""
    body = {"letter": letter, "language": language, "facts": facts}
    shown: dict[str, str] = call("notifications", "POST", "/previews", json_body=body).json
    return shown
