"""The blueprint of the pages about strategies, and what they have in common."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from services.portal.clients.congregations import strategies as client
from services.portal.forms.sending import errors
from services.portal.showing import strategies as showing

pages = Blueprint("strategies", __name__)
Page = str | Response | tuple[str, int]
Answer = dict[str, Any]


def page(template: str, view: Answer, form: FlaskForm | None = None, **more: Any) -> str:
    """Return a page about the version that was asked for."""
    return render_template(
        f"strategies/{template}.html",
        view=view,
        congregation=view["congregation"],
        strategy=view["newest"],
        guides="guides" in view["relations"],
        leads="leads" in view["relations"],
        showing=showing,
        form=form,
        faults=errors(form) if form else [],
        **more,
    )


def draft(congregation_id: UUID) -> Answer | None:
    """Return the view of a version that is written now; None when there is no such one."""
    view = client.newest(str(congregation_id))
    written = view["newest"]
    return view if written and written["state"] == "draft" else None


def not_a_draft(congregation_id: UUID) -> Response:
    """Lead to the overview, which says what to do before the plan can be changed."""
    flash(_("There is no version in work now. Begin one here to change the plan."), "warning")
    return lead_to("overview", congregation_id)


def lead_to(endpoint: str, congregation_id: UUID, **more: Any) -> Response:
    """Lead to another page about the same congregation's strategy."""
    where = url_for(f"strategies.{endpoint}", congregation_id=congregation_id, **more)
    return redirect(where, 303)
