"""Photos of a workshop: made small and clean before anything is kept."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from services.congregations.actions import files
from services.congregations.actions.workshops import open_workshop
from services.congregations.model import WorkshopPhoto
from services.congregations.pictures import NotAPicture, cleaned
from services.congregations.queries import workshops
from shared.actor import Actor
from shared.errors import Conflict, Invalid

LARGEST = 10 * 1024 * 1024  # bytes, as a phone sends it
MOST = 20


def add_photo(
    db: Session, actor: Actor, workshop_id: UUID, content: bytes, *, caption: str, at: datetime
) -> WorkshopPhoto:
    """Keep a photo of at most 10 MB, without what the phone wrote into it."""
    workshop = open_workshop(db, actor, workshop_id)
    if len(workshop.photos) >= MOST:
        raise Conflict(f"A workshop has at most {MOST} photos.")
    try:
        picture = cleaned(content)
    except NotAPicture as fault:
        raise Invalid("This photo is not kept.", {"photo": str(fault)}) from fault
    number = len(workshop.photos) + 1
    name = f"{workshop.held_on.isoformat()}-{number}.jpg"
    file = files.put_file(
        db, actor, workshop.congregation_id, name=name, content=picture.content, at=at
    )
    photo = WorkshopPhoto(
        file_id=file.id,
        caption=caption,
        width=picture.width,
        height=picture.height,
        small=picture.small,
        by=actor.id,
        at=at,
    )
    workshop.photos.append(photo)
    db.flush()
    return photo


def drop_photo(db: Session, actor: Actor, photo_id: UUID) -> None:
    """Throw a photo away, its file too."""
    photo = workshops.photo(db, actor, photo_id)
    open_workshop(db, actor, photo.workshop_id)
    file = photo.file
    db.delete(photo)
    db.flush()
    db.delete(file)
