"""Photos from a phone come out small, upright and without what the phone wrote into them."""

import io
import struct
import zlib
from typing import Any

import pytest
from PIL import Image

from services.congregations import pictures
from tests.congregations.conftest import Church
from tests.congregations.test_workshops import publish, read, start

GPS = {1: "N", 2: (52.0, 5.0, 33.0), 3: "E", 4: (5.0, 40.0, 11.0)}


def photo(width: int = 2400, height: int = 1200, *, turned: bool = False) -> bytes:
    """Return a JPEG as a phone makes it: the place, the device, a comment."""
    picture = Image.new("RGB", (width, height), "white")
    picture.paste("red", (0, 0, width // 4, height // 4))
    exif = Image.Exif()
    exif[0x010F] = "Telefoon van Piet"
    exif[0x0112] = 6 if turned else 1
    exif.get_ifd(0x8825).update(GPS)
    content = io.BytesIO()
    picture.save(content, "JPEG", exif=exif, comment=b"Thuis bij Piet")
    return content.getvalue()


def bomb(width: int, height: int) -> bytes:
    """Return a PNG of a few bytes that unpacks to very many pixels."""

    def chunk(name: bytes, data: bytes) -> bytes:
        whole = name + data
        return struct.pack(">I", len(data)) + whole + struct.pack(">I", zlib.crc32(whole))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * 1000)
    start_of_file = b"\x89PNG\r\n\x1a\n"
    return start_of_file + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def send(church: Church, workshop: Any, content: bytes, who: Any = None) -> Any:
    path = f"/workshops/{workshop['id']}/photos?caption=Het+bord"
    return church.send(who or church.coach, path, content, "image/jpeg")


def test_a_photo_with_a_place_comes_out_without(church: Church) -> None:
    content = photo()
    assert b"Piet" in content
    assert Image.open(io.BytesIO(content)).getexif().get_ifd(0x8825)
    kept = send(church, start(church), content).get_json()
    answer = church.call(church.leader, "GET", f"/files/{kept['file_id']}")
    with Image.open(io.BytesIO(answer.data)) as picture:
        shown = (picture.format, picture.size, dict(picture.getexif()), picture.info.get("comment"))

    assert shown == ("JPEG", (1600, 800), {}, None)
    assert b"Piet" not in answer.data
    assert b"Exif" not in answer.data


def test_a_photo_taken_upright_stands_upright() -> None:
    made = pictures.cleaned(photo(800, 400, turned=True))
    with Image.open(io.BytesIO(made.content)) as picture:
        red, green, _blue = picture.convert("RGB").resize((4, 8)).tobytes()[9:12]

    assert (made.width, made.height) == (400, 800)
    assert red > 200 > 100 > green


def test_a_transparent_png_lies_on_white() -> None:
    content = io.BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(content, "PNG")
    with Image.open(io.BytesIO(pictures.cleaned(content.getvalue()).content)) as picture:
        assert picture.getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize(
    "content",
    [
        bomb(60_000, 60_000),
        bomb(6_000, 6_000),
        photo()[:2000],
        b"\xff\xd8\xff\xe0geen foto",
        b"\x89PNG\r\n\x1a\nook niet",
        b"GIF89a" + b"\0" * 100,
        b"%PDF-1.7 geen foto",
        b"x",
    ],
    ids=["bomb", "smaller-bomb", "cut", "no-jpeg", "no-png", "gif", "pdf", "text"],
)
def test_what_is_no_photo_is_refused(church: Church, content: bytes) -> None:
    workshop = start(church)
    answer = send(church, workshop, content)

    assert answer.status_code == 422, answer.text
    assert "photo" in answer.get_json()["fields"]
    assert read(church, workshop["id"])["workshop"]["photos"] == []


def test_a_photo_of_more_than_ten_megabytes_is_refused(church: Church) -> None:
    workshop = start(church)

    assert send(church, workshop, photo() + b"\0" * 10_485_760).status_code == 413
    assert read(church, workshop["id"])["workshop"]["photos"] == []


def test_a_workshop_has_at_most_twenty_photos(church: Church) -> None:
    workshop = start(church)
    small = photo(40, 40)
    codes = [send(church, workshop, small).status_code for _ in range(21)]

    assert codes == [201] * 20 + [409]


def test_the_report_holds_the_photos_themselves(church: Church) -> None:
    workshop = start(church)
    send(church, workshop, photo())
    publish(church, workshop["id"])
    (shown,) = church.ok(church.leader, "GET", f"/workshops/{workshop['id']}/report")["photos"]

    assert shown["caption"] == "Het bord"
    assert shown["source"].startswith("data:image/jpeg;base64,/9j/")


def test_a_photo_is_thrown_away_with_its_file(church: Church) -> None:
    workshop = start(church)
    kept = send(church, workshop, photo(40, 40)).get_json()
    held = church.call(church.coach, "DELETE", f"/files/{kept['file_id']}")
    gone = church.call(church.coach, "DELETE", f"/workshop-photos/{kept['id']}")
    file = church.call(church.coach, "GET", f"/files/{kept['file_id']}")

    assert [held.status_code, gone.status_code, file.status_code] == [409, 204, 404]


def test_photos_do_not_stand_among_the_other_files(church: Church) -> None:
    send(church, start(church), photo(40, 40))

    assert church.overview()["files"] == []


def test_other_congregations_people_send_and_see_no_photos(church: Church) -> None:
    workshop = start(church)
    kept = send(church, workshop, photo(40, 40)).get_json()
    for who in (church.other_coach, church.other_leader):
        assert send(church, workshop, photo(40, 40), who).status_code == 404
        assert church.call(who, "GET", f"/files/{kept['file_id']}").status_code == 404
        gone = church.call(who, "DELETE", f"/workshop-photos/{kept['id']}")
        assert gone.status_code == 404
