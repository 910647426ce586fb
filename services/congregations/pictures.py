"""Photos from a phone made small and clean: turned upright, no metadata, no hidden bulk.

What a phone writes into a photo (the place, the device, a preview) does not get through: only
the pixels are painted onto a new picture, which is what is kept.
"""

import io
import struct
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError

LONGEST = 1600  # pixels of the longer side that are kept
SMALL = 900  # pixels of the longer side in a report
# pixels that are unpacked at most; JPEG is read at a fraction of its size, PNG cannot be
MOST_PIXELS = {"JPEG": 64_000_000, "PNG": 24_000_000}
_BROKEN = (
    *(OSError, SyntaxError, ValueError, TypeError, KeyError, IndexError, EOFError),
    *(ArithmeticError, struct.error, UnidentifiedImageError),
    *(Image.DecompressionBombError, Image.DecompressionBombWarning),
)


class NotAPicture(ValueError):
    """The bytes are no JPEG or PNG that can be kept; the text says why."""


@dataclass(frozen=True)
class Picture:
    """A photo as JPEG, as it is kept and as a report shows it; sizes in pixels."""

    content: bytes
    small: bytes
    width: int
    height: int


def cleaned(content: bytes) -> Picture:
    """Return a JPEG or PNG as a clean JPEG of at most 1600 pixels; raises `NotAPicture`."""
    try:
        with Image.open(io.BytesIO(content), formats=tuple(MOST_PIXELS)) as read:
            painted = _painted(read)
    except NotAPicture:
        raise
    except _BROKEN as fault:
        raise NotAPicture("This is no photo that can be read: take a JPEG or PNG.") from fault
    small = painted.copy()
    small.thumbnail((SMALL, SMALL), Image.Resampling.LANCZOS)
    return Picture(_jpeg(painted, 82), _jpeg(small, 72), *painted.size)


def _painted(read: Image.Image) -> Image.Image:
    """Return the pixels alone, upright, on white where they were transparent."""
    if read.width * read.height > MOST_PIXELS[read.format or ""]:
        raise NotAPicture("This photo has too many pixels: send a smaller one.")
    read.draft("RGB", (LONGEST, LONGEST))
    upright = ImageOps.exif_transpose(read)
    upright.thumbnail((LONGEST, LONGEST), Image.Resampling.LANCZOS)
    painted = Image.new("RGB", upright.size, "white")
    clear = upright.convert("RGBA")
    painted.paste(clear, mask=clear.getchannel("A"))
    return painted


def _jpeg(picture: Image.Image, quality: int) -> bytes:
    content = io.BytesIO()
    picture.save(content, "JPEG", quality=quality, optimize=True)
    return content.getvalue()
