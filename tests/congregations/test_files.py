"""Files kept with a congregation: what they are is read from their bytes."""

import io
import zipfile

from services.congregations.actions.files import LARGEST
from tests.congregations.conftest import Church

TEXT = "text/plain"


def _package(*names: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for name in names:
            package.writestr(name, "x")
    return target.getvalue()


KEPT = {
    "application/pdf": b"%PDF-1.7\n...",
    "image/png": b"\x89PNG\r\n\x1a\n...",
    "image/jpeg": b"\xff\xd8\xff\xe0...",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": _package(
        "word/document.xml"
    ),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": _package(
        "xl/workbook.xml"
    ),
    "text/plain; charset=utf-8": "Verslag, één avond\r\n".encode(),
}
REFUSED = {
    "program": b"MZ\x90\x00\x03",
    "script in latin-1": b"caf\xe9",
    "zip": _package("a.txt"),
    "word with macros": _package("word/document.xml", "word/vbaProject.bin"),
    "broken package": b"PK\x03\x04....",
    "text with controls": b"a\x1bb",
}


def test_a_file_comes_back_byte_for_byte_as_an_attachment(church: Church) -> None:
    path = f"{church.path}/files?name=verslag%20%C3%A9%C3%A9n.txt"
    for media_type, content in KEPT.items():
        file = church.send(church.coach, path, content, "application/octet-stream").get_json()
        answer = church.call(church.leader, "GET", f"/files/{file['id']}")

        assert answer.data == content
        assert file["media_type"] == media_type == answer.content_type
        assert answer.headers["Content-Disposition"].startswith("attachment; ")
        assert "filename*=UTF-8''" in answer.headers["Content-Disposition"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_what_is_no_document_is_not_kept(church: Church) -> None:
    for what, content in REFUSED.items():
        answer = church.send(church.coach, f"{church.path}/files?name=a.pdf", content, TEXT)

        assert answer.status_code == 422, what
        assert "file" in answer.get_json()["fields"], what
    assert church.overview()["files"] == []


def test_ten_megabytes_are_kept_and_one_byte_more_is_not(church: Church) -> None:
    path = f"{church.path}/files?name=groot.txt"
    most = church.send(church.coach, path, b"x" * LARGEST, TEXT)
    more = church.send(church.coach, path, b"x" * (LARGEST + 1), TEXT)

    assert most.get_json()["size"] == LARGEST
    assert more.status_code == 413
    assert len(church.overview()["files"]) == 1


def test_other_routes_take_no_large_bodies(church: Church) -> None:
    body = b'{"line": "' + b"x" * 300_000 + b'"}'
    answer = church.send(church.coach, f"{church.path}/contacts", body, "application/json")

    assert answer.status_code == 413


def test_an_empty_file_and_a_file_without_a_name_are_refused(church: Church) -> None:
    empty = church.send(church.coach, f"{church.path}/files?name=a.txt", b"", TEXT)
    nameless = church.send(church.coach, f"{church.path}/files", b"x", TEXT)
    split = church.send(church.coach, f"{church.path}/files?name=a%0d%0ab", b"x", TEXT)

    assert [answer.status_code for answer in (empty, nameless, split)] == [422, 422, 422]
    assert "name" in split.get_json()["fields"]


def test_a_file_thrown_away_is_gone(church: Church) -> None:
    path = f"{church.path}/files?name=a.txt"
    file = church.send(church.leader, path, b"x", TEXT).get_json()
    church.ok(church.leader, "DELETE", f"/files/{file['id']}")

    assert church.call(church.leader, "GET", f"/files/{file['id']}").status_code == 404
    assert church.overview()["files"] == []


def test_the_working_group_reads_files_but_brings_none(church: Church) -> None:
    path = f"{church.path}/files?name=a.txt"
    file = church.send(church.coach, path, b"x", TEXT).get_json()

    assert church.call(church.working_group, "GET", f"/files/{file['id']}").status_code == 200
    assert church.send(church.working_group, path, b"x", TEXT).status_code == 403
    assert church.send(church.other_coach, path, b"x", TEXT).status_code == 404
