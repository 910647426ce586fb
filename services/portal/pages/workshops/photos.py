"""Photos of the evening, sent from a phone."""

from uuid import UUID

from flask import flash, request
from flask_babel import gettext as _

from services.portal import uploads
from services.portal.clients.congregations import workshops as client
from services.portal.forms.sending import errors, tried
from services.portal.forms.workshops import CardsForm
from services.portal.pages.workshops.area import ONE, Page, back, found, pages
from shared.errors import NotFound

LARGEST = 11 * uploads.MEGABYTE


@pages.post(f"{ONE}/photos")
@uploads.takes_up_to(LARGEST)
def photo(congregation_id: UUID, workshop_id: UUID) -> Page:
    """Keep a photo of at most 10 MB."""
    chosen = request.files.get("photo")
    form = CardsForm()
    if chosen is None or not chosen.filename:
        flash(_("Choose a photo first."), "error")
        return back("show", congregation_id, workshop_id)
    caption = request.form.get("caption", "").strip()[:200]
    content = chosen.read()
    if tried(form, lambda: client.add_photo(str(workshop_id), content, caption)) is None:
        flash(" ".join(text for _id, text in errors(form)), "error")
    else:
        flash(_("The photo is kept, without the place where it was taken."), "success")
    return back("show", congregation_id, workshop_id)


@pages.post(f"{ONE}/photos/<uuid:photo_id>/drop")
def drop_photo(congregation_id: UUID, workshop_id: UUID, photo_id: UUID) -> Page:
    """Throw a photo away."""
    told = found(congregation_id, workshop_id)
    if str(photo_id) not in [one["id"] for one in told["workshop"]["photos"]]:
        raise NotFound
    client.drop_photo(str(photo_id))
    flash(_("Thrown away."), "success")
    return back("show", congregation_id, workshop_id)
