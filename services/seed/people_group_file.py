"""The file of an invented people-group list: columns, title, legend, and the CSV itself."""

import csv
import io
from collections.abc import Iterable
from os import PathLike
from pathlib import Path
from typing import BinaryIO

Group = dict[str, str]

COLUMNS = (
    "ROG3",
    "Ctry",
    "PeopleID3",
    "ROP3",
    "PeopNameAcrossCountries",
    "PeopNameInCountry",
    "Population",
    "JPScale",
    "LeastReached",
    "Frontier",
    "ROL3",
    "PrimaryLanguageName",
    "BibleStatus",
    "RLG3",
    "PrimaryReligion",
    "PercentAdherents",
    "PctChristianRange",
    "PercentEvangelical",
    "PctEvangelicalRange",
    "ROP1",
    "PeopleID1",
    "AffinityBloc",
    "PeopleID2",
    "ROP2",
    "PeopleCluster",
    "RegionCode",
    "RegionName",
    "ROG2",
    "Continent",
    "10_40Window",
    "CountOfCountries",
    "IndigenousCode",
    "WorkersNeeded",
    "Latitude",
    "Longitude",
)
TITLE = "INVENTED people groups - none of them exists - layout of Joshua Project - release {year}"
LEGEND = (
    ("Bible Translation status:",),
    ("0", "Unspecified"),
    ("1", "Translation Needed"),
    ("2", "Translation Started"),
    ("3", "Portions"),
    ("4", "New Testament"),
    ("5", "Complete Bible"),
    (),
    ("Invented data. There is nothing to correct.",),
    ("Web:", "www.example.org"),
)


def as_csv(groups: Iterable[Group], *, year: int) -> bytes:
    """The list as bytes: UTF-8 with a byte order mark, title, header, rows, legend."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows([(TITLE.format(year=year),), (), COLUMNS])
    writer.writerows(_cells(group) for group in groups)
    writer.writerows([(), *LEGEND])
    return text.getvalue().encode("utf-8-sig")


def write(path_or_file: str | PathLike[str] | BinaryIO, content: bytes) -> None:
    """Writes the bytes to a path or to an open binary file."""
    if isinstance(path_or_file, str | PathLike):
        Path(path_or_file).write_bytes(content)
    else:
        path_or_file.write(content)


def key_of(group: Group) -> str:
    """PeopleID3 followed by ROG3."""
    return group["PeopleID3"] + group["ROG3"]


def _cells(group: Group) -> list[str]:
    """The cells of a row; a planted problem may ask for too few or too many of them."""
    cells = [group[column] for column in COLUMNS]
    return {"short": cells[:9], "long": [*cells, "extra", "cells"]}.get(
        group.get("cells", ""), cells
    )
