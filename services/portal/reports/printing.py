"""Answering with a printed document: the print view, or the PDF made of the same page."""

from importlib import import_module
from pathlib import Path
from typing import Any
from unicodedata import normalize

from flask import Flask, Response, current_app, flash, redirect, render_template, request
from flask_babel import format_date, format_decimal, format_percent
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from services.portal.clients.calling import with_query
from services.portal.language import LANGUAGES, language
from services.portal.reports import geometry
from shared import log

PDF = ".pdf"


def install(app: Flask) -> None:
    """Give templates the geometry of plots and what plots say."""
    app.jinja_env.globals.update(geometry=geometry, speech=speech)


def printed(template: str, *, name: str, as_pdf: bool, **context: Any) -> AnyResponse:
    """Return a document as a page to print, or as PDF; `name` becomes the name of the file.

    The context holds `congregation` ({name, place}, or None), `label` (0 to 3), `sources` (a list
    of sentences) and `made_on` (a day), next to what the template shows. The address of the PDF is
    that of the print view with `.pdf` behind it.
    """
    html = render_template(template, as_pdf=as_pdf, **addresses(), **context)
    if not as_pdf:
        return Response(html)
    try:
        engine = import_module("services.portal.reports.engine")
    except OSError as missing:
        log.get("reports").warning("no PDF without pango", error=str(missing))
        return _print_view_instead()
    content = engine.pdf_of(html, static=Path(current_app.static_folder or ""))
    answer = Response(content, mimetype="application/pdf")
    answer.headers.set("Content-Disposition", "inline", filename=f"{_plain(name)}{PDF}")
    return answer


def speech() -> geometry.Speech:
    """Return what plots say, in the reader's language."""
    return geometry.Speech(
        number=lambda value: str(format_decimal(value, "#,##0.#")),
        percent=lambda part: str(format_percent(part)),
        month=lambda day: str(format_date(day, "MMM yyyy", rebase=False)),
        unknown=_("unknown"),
        now=_("now"),
        desired=_("desired"),
        limit=_("limit"),
        today=_("today"),
        no_date=_("no date yet"),
        equal=_("equal shares"),
    )


def addresses() -> dict[str, object]:
    """Return where the same document is as a page, as PDF and in either language."""
    view = request.path.removesuffix(PDF)
    return {
        "pdf_href": _with(f"{view}{PDF}", language()),
        "in_languages": [(code, _with(view, code)) for code in LANGUAGES],
    }


def _print_view_instead() -> AnyResponse:
    flash(
        _(
            "This installation makes no PDF itself. Print this page and choose “save as PDF”; "
            "whoever runs the installation can add the package libpangoft2-1.0-0."
        ),
        "warning",
    )
    return redirect(_with(request.path.removesuffix(PDF), request.args.get("language")), 303)


def _with(path: str, chosen: str | None) -> str:
    asked = {**request.args.to_dict(), "language": chosen}
    return with_query(path, **asked)


def _plain(name: str) -> str:
    """Return a name that every file system takes."""
    letters = normalize("NFKD", name).encode("ascii", "ignore").decode()
    return "".join(c if c.isalnum() else "-" for c in letters).strip("-") or "document"
