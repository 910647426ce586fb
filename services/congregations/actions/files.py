"""Files kept with a congregation: what they are is read from their bytes, not from their name."""

import hashlib
import io
import zipfile
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.congregations import policy
from services.congregations.model import File, Track, WorkshopPhoto
from services.congregations.queries import profiles, records
from services.congregations.queries.journeys import is_photo
from shared.actor import Actor
from shared.errors import Conflict, Invalid

LARGEST = 10 * 1024 * 1024
MOST = 200
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PLAIN = "text/plain; charset=utf-8"


def keep_file(
    db: Session, actor: Actor, congregation_id: UUID, *, name: str, content: bytes, at: datetime
) -> File:
    """Keep a file of at most 10 MB: PDF, PNG, JPEG, Word, Excel or plain text."""
    profiles.standing(db, actor, congregation_id).demand(any_of=policy.WALKING)
    profiles.congregation(db, congregation_id, lock=True)
    held = select(func.count()).where(File.congregation_id == congregation_id, ~is_photo())
    if db.execute(held).scalar_one() >= MOST:
        raise Conflict(f"A congregation keeps at most {MOST} files.")
    return put_file(db, actor, congregation_id, name=name, content=content, at=at)


def put_file(
    db: Session, actor: Actor, congregation_id: UUID, *, name: str, content: bytes, at: datetime
) -> File:
    """Keep a file for whom may keep it; its kind is still read from its bytes."""
    media_type = sniff(content)
    if media_type is None:
        raise Invalid(
            "This kind of file is not kept.", {"file": "PDF, PNG, JPEG, DOCX, XLSX or text."}
        )
    file = File(
        congregation_id=congregation_id,
        name=name,
        media_type=media_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
        by=actor.id,
        at=at,
    )
    db.add(file)
    db.flush()
    return file


def erase_file(db: Session, actor: Actor, file_id: UUID) -> None:
    """Throw a file away, unless a track done on paper rests on it."""
    file = records.file(db, actor, file_id)
    profiles.standing(db, actor, file.congregation_id).demand(any_of=policy.WALKING)
    if db.scalars(select(Track.id).where(Track.done_file_id == file_id)).first():
        raise Conflict("A part that was done on paper rests on this file.")
    if db.scalars(select(WorkshopPhoto.id).where(WorkshopPhoto.file_id == file_id)).first():
        raise Conflict("A workshop shows this photo; take it out there.")
    db.delete(file)


def sniff(content: bytes) -> str | None:
    """Return the media type that the bytes show, or None when it is none that we keep."""
    if content.startswith(b"%PDF-"):
        return "application/pdf"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if content.startswith(b"PK\x03\x04"):
        return _office(content)
    return PLAIN if _is_text(content) else None


def _office(content: bytes) -> str | None:
    try:
        names = set(zipfile.ZipFile(io.BytesIO(content)).namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return None
    # macros travel in vbaProject.bin; nobody should receive those from us
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        return None
    if "word/document.xml" in names:
        return WORD
    return SHEET if "xl/workbook.xml" in names else None


def _is_text(content: bytes) -> bool:
    if not content:
        return False
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return all(sign.isprintable() or sign in "\r\n\t\ufeff" for sign in text)
