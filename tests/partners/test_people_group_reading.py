"""People-group lists as they really come: dialects, dirt, legends, and files that are no list."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.partners.peoplegroups import (
    BibleStatus,
    Layout,
    PeopleGroupRow,
    Reading,
    Unreadable,
    read,
    say,
)
from services.partners.peoplegroups.wording import SENTENCES
from services.seed.people_groups import Manifest, write_people_groups
from shared.reference.countries import from_fips
from shared.reference.languages import retired

HEADER = (
    "ROG3,Ctry,PeopleID3,ROP3,PeopNameAcrossCountries,PeopNameInCountry,Population,JPScale,"
    "LeastReached,Frontier,ROL3,BibleStatus,PercentAdherents,PercentEvangelical,Latitude,Longitude"
)
GROUP = "MO,Morocco,500001,900001,Sho,Sho,12000,1,Y,Y,ary,5,0.050,0.010,34.0,-6.8"
LEGEND_2025 = (
    "\n\nBible Translation status:\n4,New Testament\n5,Complete Bible\nWeb:,www.example.org\n"
)
LEGEND_2018 = "\n\nBible Translation status:\n3,New Testament\n4,Complete Bible\n"


def iso(fips: str) -> str | None:
    found = from_fips(fips)
    return found.iso2 if found else None


def successor(code: str) -> str | None:
    gone = retired(code)
    return gone.use_instead if gone else None


def reading(text: str | bytes, **more: str) -> Reading:
    content = text if isinstance(text, bytes) else text.encode()
    return read(
        io.BytesIO(content),
        iso_of_fips=iso,
        successor_of=successor,
        bible_scale=more.get("bible_scale"),
    )


def one(**cells: str) -> str:
    values = dict(zip(HEADER.split(","), GROUP.split(","), strict=True)) | cells
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows([values, values.values()])
    return text.getvalue()


def row(**cells: str) -> PeopleGroupRow:
    found = reading(one(**cells))
    assert found.rejected == ()
    return found.rows[0]


def written(*, rows: int = 400, seed: int = 1, release: int = 1, hostile: bool = False) -> bytes:
    return _generated(rows, seed, release, hostile)[0]


def _generated(rows: int, seed: int, release: int, hostile: bool) -> tuple[bytes, Manifest]:
    file = io.BytesIO()
    manifest = write_people_groups(file, rows=rows, seed=seed, release=release, hostile=hostile)
    return file.getvalue(), manifest


def resaved_by_dutch_excel(content: bytes) -> bytes:
    """As Excel with Dutch settings saves it: ; as separator, decimal comma, padded, cp1252."""
    records = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    header = records[2]
    decimal = [header.index(n) for n in header if n in DECIMALS]
    for record in records[3:]:
        for index in decimal:
            if len(record) == len(header):
                record[index] = record[index].replace(".", ",")
    text = io.StringIO(newline="")
    padded = [record + [""] * (len(header) - len(record)) for record in records]
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows(padded)
    return text.getvalue().encode("cp1252", "replace")


DECIMALS = {"PercentAdherents", "PercentEvangelical", "Latitude", "Longitude"}


def as_of_2018(content: bytes) -> bytes:
    """The same list with the columns and the Bible scale of 2018."""
    records = list(csv.DictReader(content.decode("utf-8-sig").splitlines()[2:]))
    groups = [record for record in records if (record["PeopleID3"] or "").isdigit()]
    names = [n for n in groups[0] if n not in ("Frontier", "PctChristianRange", "IndigenousCode")]
    older = {"0": "0", "1": "1", "2": "1", "3": "2", "4": "3", "5": "4"}
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, names, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(group | {"BibleStatus": older[group["BibleStatus"]]} for group in groups)
    return text.getvalue().encode() + LEGEND_FULL_2018.encode()


LEGEND_FULL_2018 = (
    "\nBible Translation status:\n0,Translation Need Questionable\n"
    '1,"None, Definite Need"\n2,Portions\n3,New Testament\n4,Complete Bible\n'
)


def test_a_list_is_read_as_it_comes_with_title_and_legend() -> None:
    content, manifest = _generated(400, 1, 1, hostile=False)
    found = reading(content)

    assert (found.layout, found.encoding, found.separator) == (Layout.JP_2025, "utf-8", ",")
    assert found.title.startswith("INVENTED people groups")
    assert (found.release, found.sha256) == ("2026", manifest.sha256)
    assert (len(found.rows), found.rejected) == (manifest.rows, ())
    assert all(int(each.people_id3) >= 500_001 for each in found.rows)


def test_every_planted_problem_is_answered_as_the_manifest_says() -> None:
    content, manifest = _generated(17_000, 18, 1, hostile=True)
    found = reading(content)
    reasons = [each.reason for each in found.rejected]
    flags = [each.code for each in found.flags]

    assert len(found.rows) + len(found.rejected) == manifest.rows
    assert {reason: reasons.count(reason) for reason in reasons} == {
        "name_too_long": manifest.count("name_too_long"),
        "name_missing": manifest.count("name_blank"),
        "country_unknown": manifest.count("country_unknown"),
        "id_missing": manifest.count("id_blank"),
        "id_not_a_number": manifest.count("id_text"),
        "same_row_twice": manifest.count("repeated_same"),
        "key_twice_with_other_values": manifest.count("repeated_differently"),
        "wrong_number_of_cells": manifest.count("cells_missing") + manifest.count("cells_too_many"),
    }
    assert {flag: flags.count(flag) for flag in flags if "scale_contradicts" not in flag} == {
        "language_code_replaced": manifest.count("language_code_retired"),
        "language_name_garbled": manifest.count("language_name_garbled"),
        "coordinates_impossible": manifest.count("longitude_impossible"),
        "name_like_a_formula": manifest.count("formula_in_name"),
        "name_with_markup": manifest.count("markup_in_name"),
        "population_impossible": manifest.count("population_negative"),
        "percentage_impossible": manifest.count("percentage_over_100"),
        "percentage_not_a_number": manifest.count("percentage_text"),
        "more_evangelicals_than_adherents": manifest.count("more_evangelicals"),
        "least_reached_contradicts_scale": manifest.count("contradicting_flags"),
    }


def test_what_is_blank_in_the_list_is_unknown_and_never_zero() -> None:
    content, manifest = _generated(17_000, 3, 1, hostile=False)
    by_key = {each.key: each for each in reading(content).rows}
    unknown = [by_key[key] for key in manifest.problems["evangelical_unknown"]]
    uncounted = [by_key[key] for key in manifest.problems["population_unknown"]]
    speechless = [by_key[key] for key in manifest.problems["language_unknown"]]

    assert len(unknown) > 900
    assert {each.percent_evangelical for each in unknown} == {None}
    assert {each.population for each in uncounted} == {None}
    assert {each.language_code for each in speechless} == {None}
    assert sum(each.population is None for each in by_key.values()) == len(uncounted)


def test_the_same_list_saved_again_by_a_dutch_excel_reads_the_same() -> None:
    content = written(rows=600)
    plain, again = reading(content), reading(resaved_by_dutch_excel(content))

    assert (again.encoding, again.separator, again.rejected) == ("cp1252", ";", ())
    assert again.title == plain.title
    assert list(map(_facts, again.rows)) == list(map(_facts, plain.rows))


def _facts(found: PeopleGroupRow) -> tuple[object, ...]:
    place = found.latitude, found.longitude
    numbers = found.population, found.percent_adherents, found.percent_evangelical
    return found.key, place, numbers, found.jp_scale, found.bible_status, found.country_iso2


def test_the_layout_of_2018_has_another_bible_scale_and_no_frontier() -> None:
    content = written(rows=300)
    plain, old = reading(content), reading(as_of_2018(content))
    complete = {each.key for each in plain.rows if each.bible_status is BibleStatus.COMPLETE}

    assert old.layout is Layout.JP_2018
    assert {each.frontier for each in old.rows} == {None}
    assert complete
    assert complete == {each.key for each in old.rows if each.bible_status is BibleStatus.COMPLETE}


@pytest.mark.parametrize(
    ("legend", "digit", "status"),
    [
        (LEGEND_2025, "4", BibleStatus.NEW_TESTAMENT),
        (LEGEND_2018, "4", BibleStatus.COMPLETE),
        (LEGEND_2018, "3", BibleStatus.NEW_TESTAMENT),
    ],
)
def test_the_legend_says_what_a_bible_status_means(
    legend: str, digit: str, status: BibleStatus
) -> None:
    assert reading(one(BibleStatus=digit) + legend).rows[0].bible_status is status


def test_without_a_legend_a_five_gives_the_scale_away() -> None:
    found = reading(one(BibleStatus="5"))

    assert found.rows[0].bible_status is BibleStatus.COMPLETE
    assert found.flags == ()


def test_without_a_legend_and_without_a_five_somebody_must_say() -> None:
    unsaid = reading(one(BibleStatus="4"))
    said = reading(one(BibleStatus="4"), bible_scale="2018")

    assert unsaid.rows[0].bible_status is None
    assert [flag.code for flag in unsaid.flags] == ["bible_scale_unknown"]
    assert said.rows[0].bible_status is BibleStatus.COMPLETE


def test_mo_is_morocco_and_not_macao() -> None:
    assert row().country_iso2 == "MA"
    assert row().key == "500001MO"


def test_a_mapping_serves_for_the_countries_as_well_as_a_function() -> None:
    found = read(io.BytesIO(one().encode()), iso_of_fips={"MO": "MA"})

    assert found.rows[0].country_iso2 == "MA"


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("12300", 12300),
        ("12,300", 12300),
        (" 12.300 ", 12300),
        ("12 300", 12300),
        ("1,860,000", 1860000),
        ("12300.0", 12300),
        ("", None),
        ("1,86", None),
        ("-500", None),
        ("many", None),
        ("99999999999", None),
        ("\u0661\u0662", None),
    ],
)
def test_populations_are_read_only_where_they_cannot_be_mistaken(
    text: str, people: int | None
) -> None:
    assert row(Population=text).population == people


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("48", 48.0),
        ("48.000", 48.0),
        ("0.0399999991059303", 0.04),
        ("0,5", None),
        ("101.5", None),
        ("-1", None),
        ("nan", None),
        ("1e400", None),
        ("", None),
    ],
)
def test_percentages_are_compared_as_rounded_numbers(text: str, share: float | None) -> None:
    assert row(PercentEvangelical=text).percent_evangelical == share


def test_a_value_that_cannot_be_believed_is_flagged_and_a_blank_one_is_not() -> None:
    assert "percentage_not_a_number" in row(PercentEvangelical="0,5").flags
    assert row(PercentEvangelical="").flags == ()


def test_the_decimal_comma_counts_only_with_semicolons() -> None:
    text = one().replace(",", ";").replace("0.050", "0,050")

    assert reading(text).rows[0].percent_adherents == 0.05


@pytest.mark.parametrize(
    ("latitude", "longitude", "flag"),
    [
        ("16.6", "2350588", "coordinates_impossible"),
        ("16.6", "", "coordinates_incomplete"),
        ("north", "3", "coordinates_not_numbers"),
    ],
)
def test_an_impossible_place_gives_no_dot_on_the_map(
    latitude: str, longitude: str, flag: str
) -> None:
    found = row(Latitude=latitude, Longitude=longitude)

    assert (found.latitude, found.longitude, found.flags) == (None, None, (flag,))


def test_a_point_far_from_its_country_is_kept_and_flagged() -> None:
    found = read(
        io.BytesIO(one(Latitude="48.44").encode()),
        iso_of_fips=iso,
        far_outside=lambda iso2, north, east: (iso2, north, east) == ("MA", 48.44, -6.8),
    )

    assert found.rows[0].latitude == 48.44
    assert found.rows[0].flags == ("coordinates_far_from_country",)


@pytest.mark.parametrize(
    ("written_as", "name"),
    [
        ("Sho\u00a0", "Sho"),
        (" Sho  ba ", "Sho ba"),
        ("Sho\nsecond line", "Sho second line"),
        ("\u202eSho\u0007", "Sho"),
        ("Te\u0301ra", "T\u00e9ra"),
        ("=1+1 Sho", "=1+1 Sho"),
    ],
)
def test_names_are_cleaned_but_not_censored(written_as: str, name: str) -> None:
    assert row(PeopNameInCountry=written_as).name_in_country == name


def test_the_original_columns_are_kept_as_they_were_written() -> None:
    assert row(PeopNameInCountry="Sho\u00a0").values["PeopNameInCountry"] == "Sho\u00a0"


def test_the_general_name_serves_where_the_local_one_is_missing() -> None:
    assert row(PeopNameInCountry="").name_in_country == "Sho"


@pytest.mark.parametrize(
    ("code", "language", "flags"),
    [
        ("ARY", "ary", ()),
        ("xxx", None, ()),
        ("", None, ()),
        ("ajp", "apc", ("language_code_replaced",)),
        ("ais", None, ("language_code_split",)),
        ("not a code", None, ("language_code_unreadable",)),
    ],
)
def test_language_codes_are_put_right_or_unknown(
    code: str, language: str | None, flags: tuple[str, ...]
) -> None:
    found = row(ROL3=code)

    assert (found.language_code, found.flags) == (language, flags)


def test_the_scale_decides_who_is_least_reached() -> None:
    contradicting = row(LeastReached="N")

    assert contradicting.least_reached is True
    assert contradicting.flags == ("least_reached_contradicts_scale",)
    assert row(JPScale="", LeastReached="").least_reached is None


def test_a_scale_on_the_border_of_rounding_is_no_contradiction() -> None:
    border = row(
        PercentAdherents="5.000", PercentEvangelical="1.000", JPScale="2", LeastReached="N"
    )
    beyond = row(
        PercentAdherents="4.000", PercentEvangelical="1.000", JPScale="2", LeastReached="N"
    )

    assert border.flags == ()
    assert beyond.flags == ("scale_contradicts_percentages",)


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"PeopleID3": ""}, "id_missing"),
        ({"PeopleID3": "see note"}, "id_not_a_number"),
        ({"PeopleID3": "\u0661\u0662"}, "id_not_a_number"),
        ({"ROG3": "ZZ"}, "country_unknown"),
        ({"PeopNameInCountry": "", "PeopNameAcrossCountries": " "}, "name_missing"),
        ({"PeopNameInCountry": "A" * 201}, "name_too_long"),
    ],
)
def test_a_row_without_key_country_or_name_is_rejected_with_its_line(
    cells: dict[str, str], reason: str
) -> None:
    found = reading(one(**cells) + GROUP + "\n")

    assert [(each.line, each.reason) for each in found.rejected] == [(2, reason)]
    assert [each.line for each in found.rows] == [3]


def test_a_key_that_comes_twice_is_taken_once() -> None:
    found = reading(one() + GROUP + "\n" + GROUP.replace("12000", "777000") + "\n")

    assert len(found.rows) == 1
    assert [(each.line, each.reason, each.detail) for each in found.rejected] == [
        (3, "same_row_twice", "500001MO, 2"),
        (4, "key_twice_with_other_values", "500001MO, 2"),
    ]


def test_a_row_cut_off_at_the_end_of_the_file_is_rejected_and_not_taken_for_a_legend() -> None:
    found = reading(one() + "MO,Morocco,500002\n")

    assert [(each.line, each.reason) for each in found.rejected] == [(3, "wrong_number_of_cells")]


def test_lines_are_counted_as_an_editor_counts_them() -> None:
    two_lines = one(PeopNameInCountry="Sho\nba")
    found = reading("A title\n\n" + two_lines + "ZZ" + GROUP[2:] + "\n")

    assert [each.line for each in found.rows] == [4]
    assert [each.line for each in found.rejected] == [6]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"\n \n", "empty"),
        (b"PK\x03\x04 a workbook", "not_text"),
        (one().encode("utf-16"), "encoding"),
        (b"PeopleID3,ROG3\n\x81\xff\n", "encoding"),
        (b"\xef\xbb\xbf" + one().encode().replace(b"Sho", b"\xe9"), "encoding"),
        (b"name,age\nJan,40\n", "no_header"),
        (b"PEID,FIPS\n1,MO\n", "other_list"),
        (b"PeopleID3,PeopNameInCountry\n1,Sho\n", "missing_column"),
        (b"PeopleID3,ROG3\n1,MO\n", "missing_column"),
        (b"PeopleID3,ROG3,ROG3,PeopNameInCountry\n1,MO,MO,Sho\n", "repeated_column"),
        (HEADER.encode() + b"\n" + LEGEND_2025.encode(), "no_rows"),
        (one().encode() + b'MO,"' + GROUP.encode() + b"\n" * 60, "open_quote"),
        (one().encode() + b'MO,"' + b"a" * 140_000, "open_quote"),
    ],
)
def test_a_file_that_is_no_list_is_refused_with_one_clear_sentence(
    content: bytes, code: str
) -> None:
    with pytest.raises(Unreadable) as refused:
        reading(content)

    assert refused.value.code == code
    assert say(code, "nl", refused.value.detail).endswith(".")


def test_more_than_a_hundred_thousand_rows_are_refused() -> None:
    text = "PeopleID3,ROG3,PeopNameInCountry\n" + "500001,MO,Sho\n" * 100_001

    with pytest.raises(Unreadable) as refused:
        reading(text)

    assert refused.value.code == "too_many_rows"


def test_more_than_64_megabytes_are_refused_without_reading_on(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    with path.open("wb") as file:
        file.truncate(64 * 1024 * 1024 + 1)

    with pytest.raises(Unreadable) as refused:
        read(path, iso_of_fips=iso)

    assert refused.value.code == "too_large"


def test_a_scale_that_does_not_exist_is_refused() -> None:
    with pytest.raises(Unreadable):
        reading(one(BibleStatus="3"), bible_scale="1999")


def test_every_reason_has_its_sentence_in_both_languages() -> None:
    content = written(rows=2_000, hostile=True)
    found = reading(content)
    codes = {each.reason for each in found.rejected} | {each.code for each in found.flags}

    assert codes <= set(SENTENCES)
    for sentence in SENTENCES.values():
        assert sentence.nl != sentence.en
        assert ("{detail}" in sentence.nl) == ("{detail}" in sentence.en)


def test_a_detail_with_braces_is_only_text() -> None:
    assert say("id_not_a_number", "en", "{0}") == "PeopleID3 is not a number: {0}."


def test_the_second_release_differs_by_the_keys_that_the_manifest_names() -> None:
    first = {each.key for each in reading(written(rows=3_000)).rows}
    content, manifest = _generated(3_000, 1, 2, hostile=False)
    second = {each.key for each in reading(content).rows}

    assert first - second == set(manifest.removed)
    assert second - first == set(manifest.added)
    assert manifest.removed
    assert manifest.added


def test_the_same_arguments_give_the_same_bytes(tmp_path: Path) -> None:
    path = tmp_path / "groups.csv"
    write_people_groups(path, rows=250, seed=7, hostile=True)

    assert path.read_bytes() == written(rows=250, seed=7, hostile=True)
    assert path.read_bytes() != written(rows=250, seed=8, hostile=True)


def test_seventeen_thousand_rows_are_read_in_a_breath() -> None:
    content = written(rows=17_000)
    found = reading(content)

    assert len(found.rows) == 17_000


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 60_000), st.binary(max_size=8), st.integers(0, 40))
def test_a_damaged_list_is_read_or_refused_but_never_breaks(
    place: int, damage: bytes, length: int
) -> None:
    content = DAMAGED[:place] + damage + DAMAGED[place + length :]

    assert _read_or_refused(content) in {"read", *SENTENCES}


def _read_or_refused(content: bytes) -> str:
    try:
        found = reading(content)
    except Unreadable as refused:
        return refused.code
    return "read" if found.rows or found.rejected else "neither"


def test_too_few_rows_or_a_third_release_are_refused() -> None:
    for rows, release, hostile in ((0, 1, False), (199, 1, True), (10, 3, False)):
        with pytest.raises(ValueError, match="at least one row"):
            written(rows=rows, release=release, hostile=hostile)


DAMAGED = written(rows=250, hostile=True)
