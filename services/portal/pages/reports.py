"""Typing over what was filled in on paper: the code of a sheet leads to where its answers go."""

from typing import Any

from flask import Blueprint, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from services.portal.clients.congregations import reports as sheets
from services.portal.forms.reports import CodeForm
from services.portal.forms.sending import sent
from shared.errors import Invalid

pages = Blueprint("reports", __name__)
Page = str | Response | tuple[str, int]

# per kind of sheet the page where its answers are entered
ENTRIES = {
    "workshop": "workshops.enter",
    "round": "discovery.enter",
    "support": "support.enter",
    "course": "courses.enter",
}


@pages.get("/paper")
def paper() -> Page:
    """Ask for the code of a sheet."""
    return render_template("reports/paper.html", form=CodeForm())


@pages.post("/paper")
def open_sheet() -> Page:
    """Lead to the page where the answers of a sheet are entered."""
    form = CodeForm()
    found = sent(form, lambda: _sheet(form.code.data or ""))
    if found is None:
        return render_template("reports/paper.html", form=form), 422
    return redirect(_entry(found), 303)


def _sheet(code: str) -> dict[str, Any]:
    found = sheets.sheet(code)
    if found is None or found["kind"] not in ENTRIES:
        raise Invalid(
            "No such sheet.",
            {
                "code": _(
                    "This code is not known here. Compare it with the sheet, letter by letter."
                )
            },
        )
    return found


def _entry(sheet: dict[str, Any]) -> str:
    ids = {"congregation_id": sheet["congregation_id"], f"{sheet['kind']}_id": sheet["subject_id"]}
    return url_for(ENTRIES[sheet["kind"]], **ids)
