"""What every answer tells the browser: what it may load, keep and give away."""

from flask import Flask, Response, request

from services.portal.assets import is_current

POLICY = "; ".join(
    [
        "default-src 'none'",
        "style-src 'self'",
        "img-src 'self'",
        "script-src 'self'",
        "font-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    ]
)
WITH_FRAME = f"{POLICY}; frame-src 'self'"  # for a page that shows another of ours
ALWAYS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
FOREVER = "public, max-age=31536000, immutable"


def install(app: Flask, *, secure: bool) -> None:
    """Put the headers on every answer that does not bring its own."""

    @app.after_request
    def protect(response: Response) -> Response:
        for name, value in ALWAYS.items():
            response.headers.setdefault(name, value)
        if secure:
            response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
        response.headers["Cache-Control"] = _keeping()
        return response


def _keeping() -> str:
    if request.endpoint != "static":
        return "no-store"
    return FOREVER if is_current() else "no-cache"
