"""Writes an invented list of people groups in the column layout of Joshua Project, with problems.

No group exists: PeopleID3 runs from 500001 and ROP3 from 900001, beyond every code in use, and the
first line says so. Countries and languages are real. The problems and their shares are those
measured in real lists; the manifest counts them, so that it is the answer sheet for a reader.
The same arguments give the same bytes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from os import PathLike
from random import Random
from typing import BinaryIO

from services.seed.dice import dice
from services.seed.people_group_file import Group, as_csv, key_of, write
from services.seed.people_group_problems import Planted, plant
from shared.reference.tables import rows as table

RELIGIONS = {1: "Christianity", 2: "Buddhism", 4: "Ethnic Religions", 5: "Hinduism", 6: "Islam"}
BELIEF = {"Africa": (1, 1, 1, 4, 6, 6), "Asia": (6, 6, 6, 5, 5, 2, 4, 1), "Oceania": (1, 1, 1, 4)}
SYLLABLES = ("ba", "de", "go", "ki", "lu", "ma", "ne", "ra", "sho", "ti", "wa", "zen", "kal", "tan")
SIDES = ("North", "South", "East", "West", "Highland", "Coastal", "River")
FIRST_ID = 500_001
REMOVED, ADDED, ELSEWHERE = 0.010, 0.022, 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What was written: data rows, SHA-256 of the bytes, and per problem the keys that have it.

    For a second release `removed` and `added` name the keys that differ from the first.
    """

    rows: int
    sha256: str
    problems: Planted
    removed: tuple[str, ...]
    added: tuple[str, ...]

    def count(self, problem: str) -> int:
        """How many rows carry the problem; none when it was not planted."""
        return len(self.problems.get(problem, ()))


def write_people_groups(
    path_or_file: str | PathLike[str] | BinaryIO,
    *,
    rows: int,
    seed: int,
    release: int = 1,
    hostile: bool = False,
) -> Manifest:
    """Writes `rows` groups (second release: some gone, some new) and says what was planted.

    `hostile` adds what no real list had but a reader must survive. Raises ValueError for too few
    rows (hostile: 200) or another release than 1 and 2.
    """
    if rows < (200 if hostile else 1) or release not in (1, 2):
        raise ValueError("at least one row (200 when hostile), and release 1 or 2")
    old, new = _two_releases(rows, seed)
    gone = {key_of(group) for group in old if release == 2 and _vanishes(group, seed)}
    listed = [group for group in old if key_of(group) not in gone]
    if release == 2:
        listed = [_a_year_later(group, seed) for group in listed] + new
    listed.sort(key=lambda group: (group["Ctry"], group["PeopNameInCountry"], group["PeopleID3"]))
    problems, listed = plant(listed, seed=seed, hostile=hostile)
    content = as_csv(listed, year=2025 + release)
    write(path_or_file, content)
    return Manifest(
        rows=len(listed),
        sha256=sha256(content).hexdigest(),
        problems=problems,
        removed=tuple(sorted(gone)),
        added=tuple(sorted(map(key_of, new))) if release == 2 else (),
    )


@cache
def first_keys(count: int = 200, *, seed: int = 1) -> tuple[str, ...]:
    """Returns the keys of the first groups that a list with this seed holds, whatever its size."""
    return tuple(key_of(group) for group in _world(count, seed))


def _two_releases(rows: int, seed: int) -> tuple[list[Group], list[Group]]:
    """The groups of the first release, and those that the second adds."""
    world = list(_world(rows + max(1, round(rows * ADDED)), seed))
    return world[:rows], world[rows:]


def _world(rows: int, seed: int) -> Iterator[Group]:
    """Peoples at home where their language is spoken, one in five also in other countries."""
    chance = dice("people groups", seed)
    lands = {row["iso2"]: row for row in table("countries.csv") if row["fips"] and row["lat"]}
    homes = [(language, lands[iso2]) for language, iso2 in _spoken() if iso2 in lands]
    made = 0
    while made < rows:
        language, home = chance.choice(homes)
        abroad = chance.sample(sorted(lands), chance.randint(1, 6))
        others = [lands[iso2] for iso2 in abroad if iso2 != home["iso2"]]
        where = [home, *(others if chance.random() < ELSEWHERE else [])][: rows - made]
        people = _people(FIRST_ID + made, language, chance)
        for land in where:
            group = _in_country(land, land is home, chance)
            yield {**people, **group, "CountOfCountries": str(len(where))}
        made += len(where)


def _spoken() -> Iterator[tuple[Group, str]]:
    """Each living language with each country it is spoken in, retired codes left out."""
    retired = {row["code"] for row in table("language_code_aliases.csv")}
    for row in table("languages.csv"):
        if row["iso639_3"] not in retired:
            yield from ((row, iso2) for iso2 in row["countries"].split())


def _people(number: int, language: Group, chance: Random) -> Group:
    name = "".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))).capitalize()
    if chance.random() < 0.25:
        name = f"{name}, {chance.choice(SIDES)}"
    cluster = number % 260
    return {
        "PeopleID3": str(number),
        "ROP3": str(number + 400_000),
        "PeopNameAcrossCountries": name,
        "PeopNameInCountry": name,
        "ROL3": language["iso639_3"],
        "PrimaryLanguageName": language["name_en"],
        "BibleStatus": str(number % 6),
        "ROP1": "A099",
        "PeopleID1": "99",
        "AffinityBloc": "Invented",
        "PeopleID2": str(cluster + 901),
        "ROP2": f"C{cluster + 8901}",
        "PeopleCluster": f"Invented cluster {cluster}",
    }


def _in_country(land: Group, at_home: bool, chance: Random) -> Group:
    believes = chance.choice(BELIEF.get(land["region_en"], (1, 1, 6)))
    adherents = chance.uniform(50, 100) if believes == 1 else 30 * chance.random() ** 6
    evangelical = adherents * chance.random() ** 2 * (0.4 if believes == 1 else 1)
    people = _rounded(chance.lognormvariate(10.2, 1.75))
    numbers = _progress(round(adherents, 3), round(evangelical, 3), people)
    spread = chance.gauss(0, 0.6), chance.gauss(0, 0.6)
    return numbers | {
        "ROG3": land["fips"],
        "Ctry": land["name_en"],
        "Population": str(people),
        "RLG3": str(believes),
        "PrimaryReligion": RELIGIONS[believes],
        "RegionCode": land["m49_subregion"],
        "RegionName": land["subregion_en"],
        "ROG2": land["region_en"][:3].upper(),
        "Continent": land["region_en"],
        "10_40Window": "Y" if 10 <= float(land["lat"]) <= 40 else "N",
        "IndigenousCode": "Y" if at_home else "N",
        "Latitude": f"{max(-85.0, min(85.0, float(land['lat']) + spread[0])):.5f}",
        "Longitude": f"{max(-179.0, min(179.0, float(land['lon']) + spread[1])):.5f}",
    }


def _progress(adherents: float, evangelical: float, people: int) -> Group:
    few = 1 if adherents <= 5 else 2 if adherents <= 50 else 3
    scale = 5 if evangelical > 10 else 4 if evangelical > 2 else few
    return {
        "JPScale": str(scale),
        "LeastReached": "Y" if scale == 1 else "N",
        "Frontier": "Y" if scale == 1 and adherents <= 0.1 else "N",
        "PercentAdherents": f"{adherents:.3f}",
        "PctChristianRange": _range(adherents),
        "PercentEvangelical": f"{evangelical:.3f}",
        "PctEvangelicalRange": _range(evangelical),
        "WorkersNeeded": str(max(1, round(people / 50_000))) if scale == 1 else "",
    }


def _range(share: float) -> str:
    edges = (0, 0.1, 2, 5, 10, 50, 100)
    upper = next(edge for edge in edges[1:] if share <= edge)
    return f"{edges[edges.index(upper) - 1]}-{upper}%"


def _rounded(people: float) -> int:
    step = 10 if people < 1_000 else 100 if people < 10_000 else 1_000
    return max(10, int(people) // step * step)


def _a_year_later(group: Group, seed: int) -> Group:
    """More than half of the populations change from one year to the next."""
    if _share(group, seed, "grown") > 0.7:
        return group
    growth = 0.96 + 0.1 * _share(group, seed, "growth")
    return {**group, "Population": str(_rounded(int(group["Population"]) * growth))}


def _vanishes(group: Group, seed: int) -> bool:
    return _share(group, seed, "gone") < REMOVED


def _share(group: Group, seed: int, purpose: str) -> float:
    return dice(purpose, seed, key_of(group)).random()
