"""Lists of congregations: dry run first, a reason for every row left out, all or nothing."""

import io
import zipfile
from itertools import product
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from tests.congregations.conftest import Church

CSV = "text/csv"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BAD = sorted((Path(__file__).parent / "bad_lists").iterdir())
GOOD = (
    "Naam;Plaats;Omvang;Kerkgenootschap;Talen;Gaven;Thema's;Telefoon\n"
    "De Ark;Barneveld;320;PKN;nl|Engels;pray:many go:few;muslims;0342\n"
    "Het Baken;Almere;Meer dan 1.000 leden;EVA;;Bidden:Meer dan 20 mensen;;\n"
)


def test_a_dry_run_says_what_would_happen_and_changes_nothing(church: Church) -> None:
    before = church.events()
    report = _import(church, GOOD.encode(), dry_run=1)

    assert (report["dry_run"], report["rows"], report["accepted"]) == (True, 2, 2)
    assert [(one["line"], one["act"], one["name"]) for one in report["changes"]] == [
        (2, "new", "De Ark"),
        (3, "new", "Het Baken"),
    ]
    assert report["ignored_columns"] == ["Telefoon"]
    assert report["rejected"] == []
    assert church.events() == before
    assert len(church.home()) == 1


def test_a_dry_run_is_what_happens_without_asking(church: Church) -> None:
    answer = church.send(church.coach, "/imports", GOOD.encode(), CSV)

    assert answer.get_json()["dry_run"] is True
    assert len(church.home()) == 1


def test_an_import_makes_congregations_that_the_coach_guides(church: Church) -> None:
    report = _import(church, GOOD.encode())
    profile = church.ok(
        church.coach, "GET", f"/congregations/{report['changes'][0]['congregation_id']}"
    )

    assert profile["coaches"] == [str(church.coach.id)]
    assert (profile["size_band"], profile["denomination"]) == ("150_400", "PKN")
    assert profile["languages"] == ["nld", "eng"]
    assert profile["gifts"] == {"pray": "many", "go": "few"}
    assert profile["passions"]["theme"] == ["muslims"]
    assert profile["region"] == "NL-GE"
    assert church.events().count("congregation.registered.v1") == 3


def test_the_same_list_twice_changes_nothing_and_tells_nothing(church: Church) -> None:
    _import(church, GOOD.encode())
    before = church.events()
    again = _import(church, GOOD.encode())

    assert [one["act"] for one in again["changes"]] == ["same", "same"]
    assert church.events() == before


def test_a_changed_row_updates_what_it_names_and_leaves_the_rest(church: Church) -> None:
    _import(church, GOOD.encode())
    report = _import(church, b"name,place,size_band\nDe Ark,Barneveld,50_150\n")
    profile = church.ok(
        church.coach, "GET", f"/congregations/{report['changes'][0]['congregation_id']}"
    )

    assert report["changes"][0]["act"] == "update"
    assert report["changes"][0]["differences"] == [
        {"field": "size_band", "before": "150_400", "after": "50_150"}
    ]
    assert (profile["size_band"], profile["denomination"]) == ("50_150", "PKN")
    assert profile["version"] == 2


def test_bad_rows_are_left_out_each_with_its_reason_and_good_ones_are_taken(
    church: Church,
) -> None:
    rows = (
        b"naam;plaats;omvang;gaven;talen\n"
        b"Goed;Ede;;;\n"
        b";Ede;;;\n"
        b"Groot;Ede;enorm;;\n"
        b"Gul;Ede;;geven;\n"
        b"Gul;Ede;;fly:many;\n"
        b"Stil;Ede;;;klingonees\n"
        b"goed;EDE;;;\n"
        b"Te veel;Ede;;;;extra\n"
    )
    report = _import(church, rows)

    assert (report["rows"], report["accepted"]) == (8, 1)
    assert [(one["line"], one["field"], one["value"]) for one in report["rejected"]] == [
        (3, "name", ""),
        (4, "size_band", "enorm"),
        (5, "gifts", "geven"),
        (6, "gifts", "fly:many"),
        (7, "languages", "klingonees"),
        (8, "name", "goed"),
        (9, "row", ""),
    ]
    assert all(one["reason"].endswith(".") for one in report["rejected"])
    assert len(church.home()) == 2


def test_a_congregation_that_one_does_not_guide_is_never_touched_or_shown(church: Church) -> None:
    answer = church.send(
        church.other_coach, "/imports?dry_run=0", b"name,place,size_band\nDe Brug,Ede,50_150\n", CSV
    )
    report = answer.get_json()

    assert report["changes"][0]["act"] == "new"
    assert report["changes"][0]["congregation_id"] != str(church.id)
    assert church.profile()["size_band"] is None


def test_an_operator_adds_new_congregations_but_changes_none(church: Church) -> None:
    rows = b"name,place\nDe Brug,Ede\nNieuw,Lunteren\n"
    report = church.send(church.operator, "/imports?dry_run=0", rows, CSV).get_json()

    assert [one["name"] for one in report["changes"]] == ["Nieuw"]
    assert [one["line"] for one in report["rejected"]] == [2]


def test_the_usual_encodings_and_separators_are_read(church: Church) -> None:
    for encoding, separator in product(("utf-8", "utf-8-sig", "cp1252"), (";", ",", "\t")):
        text = f"naam{separator}plaats\r\nDe Vijverhof é{separator}'s-Gravenhage\r\n"
        report = _import(church, text.encode(encoding), dry_run=1)

        assert report["changes"][0]["name"] == "De Vijverhof é", (encoding, separator)


def test_a_cell_may_hold_the_separator_and_lines_between_quotes(church: Church) -> None:
    report = _import(church, b'name,place\n"Brug, de","Ede"\n\n\n"Ark","Ede"\n', dry_run=1)

    assert [(one["line"], one["name"]) for one in report["changes"]] == [
        (2, "Brug, de"),
        (5, "Ark"),
    ]


def test_a_formula_is_the_text_that_was_typed(church: Church) -> None:
    report = _import(church, _xlsx([["naam", "plaats"], ["=1+1", "Ede"]]), media=XLSX)
    csv = _import(church, b"name,place\n=HYPERLINK(1),Ede\n")

    assert report["changes"][0]["name"] == "=1+1"
    assert csv["changes"][0]["name"] == "=HYPERLINK(1)"


def test_an_excel_list_is_read_like_a_csv(church: Church) -> None:
    rows = [["Naam", "Plaats", "Omvang"], ["De Ark", "Barneveld", 320.0], [None, None, None]]
    report = _import(church, _xlsx(rows), media=XLSX)
    profile = church.ok(
        church.coach, "GET", f"/congregations/{report['changes'][0]['congregation_id']}"
    )

    assert report["rows"] == 1
    assert profile["size_band"] == "150_400"


def test_an_unreadable_list_is_refused_in_one_sentence_and_changes_nothing(
    church: Church,
) -> None:
    assert len(BAD) >= 14
    for path in BAD:
        _refused(church, path.read_bytes(), path.name)


def test_a_file_that_is_no_list_is_refused_too(church: Church) -> None:
    bodies = {
        "broken package": b"PK\x03\x04 no package at all",
        "old excel": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an old workbook",
        "too many rows": b"name,place\n" + b"A,Ede\n" * 5001,
        "too many columns": ("name," + ",".join(f"c{n}" for n in range(70)) + "\nA\n").encode(),
        "endless cell": b"name\n" + b"x" * 140_000 + b"\n",
    }
    for name, body in bodies.items():
        _refused(church, body, name)


def test_an_excel_package_without_sheets_or_with_too_much_in_it_is_refused(church: Church) -> None:
    empty, bomb = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(empty, "w") as package:
        package.writestr("readme.txt", "nothing")
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", b"0" * (51 * 1024 * 1024))
    for body in (empty.getvalue(), bomb.getvalue()):
        _refused(church, body, "package", media=XLSX)


def test_a_list_larger_than_five_megabytes_is_refused(church: Church) -> None:
    answer = church.send(church.coach, "/imports", b"name\n" + b"x" * 5 * 1024 * 1024, CSV)

    assert answer.status_code == 413
    assert answer.content_type == "application/problem+json"


def test_only_csv_and_excel_are_taken(church: Church) -> None:
    for media in ("application/json", "application/pdf", "multipart/form-data"):
        assert church.send(church.coach, "/imports", GOOD.encode(), media).status_code == 415


def test_leaders_import_nothing(church: Church) -> None:
    assert church.send(church.leader, "/imports", GOOD.encode(), CSV).status_code == 403


def _import(church: Church, body: bytes, *, dry_run: int = 0, media: str = CSV) -> Any:
    answer = church.send(church.coach, f"/imports?dry_run={dry_run}", body, media)
    assert answer.status_code == 200, answer.text
    return answer.get_json()


def _refused(church: Church, body: bytes, what: str, *, media: str = CSV) -> None:
    before = church.events()
    answer = church.send(church.coach, "/imports?dry_run=0", body, media)
    problem = answer.get_json(force=True)

    assert answer.status_code == 422, (what, answer.text)
    assert problem["detail"].endswith("."), what
    assert set(problem["fields"]) == {"file"}, what
    assert church.events() == before, what


def _xlsx(rows: list[list[object]]) -> bytes:
    book, target = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(target)
    return target.getvalue()
