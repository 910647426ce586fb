"""The page on which one volunteer types in what was counted at a meeting."""

from datetime import date
from uuid import UUID

from flask import render_template, request, url_for
from flask_babel import gettext as _

from services.portal.clients.congregations import support as client
from services.portal.forms.sending import by_form, errors
from services.portal.forms.support import COUNTS, CountForm, counted_of
from services.portal.pages.support.area import Page, Told, measure_in, pages, to, told_of
from services.portal.sentences import sentence
from shared.errors import Invalid


@pages.get("/congregations/<uuid:congregation_id>/support/<uuid:support_id>/enter")
def enter(congregation_id: UUID, support_id: UUID) -> Page:
    """Show the counts as they were typed so far."""
    told = told_of(congregation_id)
    found = measure_in(told, support_id)
    typed = {
        f"{name}-{group['id']}": group[name]
        for group in found["groups"]
        for name in COUNTS
        if group[name] is not None
    }
    form = CountForm(formdata=None)
    form.held_on.process_data(_day(found["held_on"]))
    return _page(told, found, form, typed)


@pages.post("/congregations/<uuid:congregation_id>/support/<uuid:support_id>/enter")
def enter_counts(congregation_id: UUID, support_id: UUID) -> Page:
    """Keep what was counted."""
    told, form = told_of(congregation_id), CountForm()
    found = measure_in(told, support_id)
    groups = counted_of(request.form, found["groups"])
    wrong: dict[str, str] = {}

    def keep() -> None:
        body = {"held_on": form.held_on.data.isoformat(), "groups": groups}
        try:
            client.count(str(support_id), body)
        except Invalid as refusal:
            wrong.update(_by_group(refusal, found))
            raise

    forms, done = by_form("count", form, keep, _("Kept. You can put it right until it is closed."))
    if done:
        return to(
            url_for("support.measure", congregation_id=congregation_id, support_id=support_id),
            done,
        )
    return _page(told, found, forms["count"], request.form, wrong), 422


def _page(
    told: Told,
    found: Told,
    form: CountForm,
    typed: object,
    wrong: dict[str, str] | None = None,
) -> str:
    beside = list((wrong or {}).items())
    faults = [fault for fault in errors(form) if not beside or fault[0] != "main"]
    return render_template(
        "support/enter.html",
        told=told,
        congregation=told["congregation"],
        guides="guides" in told["relations"],
        measure=found,
        form=form,
        typed=typed,
        wrong=wrong or {},
        faults=[*faults, *((f"present-{key}", text) for key, text in beside)],
    )


def _by_group(refusal: Invalid, found: Told) -> dict[str, str]:
    """Return the sentence beside each group to which it belongs."""
    names = {group["id"]: group["name"] for group in found["groups"]}
    return {
        group_id: f"{name}: {sentence(text)}"
        for group_id, name in names.items()
        if (text := refusal.fields.get(f"group-{group_id}"))
    }


def _day(iso: str | None) -> object:
    return date.fromisoformat(iso) if iso else None
