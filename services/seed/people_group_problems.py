"""The problems of real people-group lists, planted in invented rows in the measured shares.

Which row gets which problem depends on its key alone, so a problem stays with its row in the next
release. No row gets two.
"""

from collections.abc import Callable, Mapping

from services.seed.dice import dice
from services.seed.people_group_file import Group, key_of

Planted = Mapping[str, tuple[str, ...]]
Change = Callable[[Group], Group]

GARBLED = "M\u00c3\u00bcnd\u00c3\u00bc"


def _set(**cells: str) -> Change:
    return lambda group: {**group, **cells}


def _add(column: str, tail: str, head: str = "") -> Change:
    return lambda group: {**group, column: head + group[column] + tail}


SHARES: tuple[tuple[str, float, Change], ...] = (
    ("evangelical_unknown", 0.067, _set(PercentEvangelical="", PctEvangelicalRange="Unknown")),
    ("cluster_double_space", 0.0136, _add("PeopleCluster", "  ")),
    ("language_unknown", 0.0107, _set(ROL3="xxx", PrimaryLanguageName="Language Unknown")),
    ("population_unknown", 0.0015, _set(Population="", WorkersNeeded="")),
    ("name_trailing_space", 0.0015, _add("PeopNameInCountry", " ")),
    ("rop3_blank", 0.0007, _set(ROP3="")),
    ("workers_blank", 0.0009, _set(WorkersNeeded="")),
)
FEW: tuple[tuple[str, int, Change], ...] = (
    ("name_no_break_space", 3, _add("PeopNameAcrossCountries", "\u00a0")),
    ("language_code_capitals", 2, lambda group: {**group, "ROL3": group["ROL3"].upper()}),
    ("language_code_retired", 2, _set(ROL3="ajp")),
    ("language_name_garbled", 1, _set(PrimaryLanguageName=GARBLED)),
    ("longitude_impossible", 1, _set(Latitude="16.60479", Longitude="2350588")),
)
HOSTILE: tuple[tuple[str, int, Change], ...] = (
    ("formula_in_name", 4, _add("PeopNameInCountry", "", head="=1+1 ")),
    ("markup_in_name", 2, _add("PeopNameInCountry", "", head="<script>alert(1)</script>")),
    ("name_too_long", 1, _set(PeopNameInCountry="A" * 5000)),
    ("name_line_break", 2, _add("PeopNameInCountry", "\nsecond line")),
    ("name_control_characters", 2, _add("PeopNameInCountry", "\u0007", head="\u202e")),
    ("name_decomposed", 2, _add("PeopNameInCountry", "", head="Te\u0301ra ")),
    ("name_blank", 2, _set(PeopNameInCountry="", PeopNameAcrossCountries="")),
    ("population_negative", 2, _set(Population="-500")),
    ("population_grouped", 2, _set(Population=" 12,300 ")),
    ("percentage_over_100", 2, _set(PercentAdherents="101.5")),
    ("percentage_text", 2, _set(PercentAdherents="n/a")),
    ("more_evangelicals", 3, _set(PercentAdherents="1.000", PercentEvangelical="9.000")),
    ("contradicting_flags", 3, lambda group: {**group, "LeastReached": _other(group)}),
    ("country_unknown", 3, _set(ROG3="ZZ")),
    ("id_blank", 2, _set(PeopleID3="")),
    ("id_text", 2, _set(PeopleID3="see note")),
    ("cells_missing", 1, _set(cells="short")),
    ("cells_too_many", 1, _set(cells="long")),
)
REPEATED: tuple[tuple[str, Group], ...] = (
    ("repeated_same", {}),
    ("repeated_differently", {"Population": "777000"}),
)


def plant(groups: list[Group], *, seed: int, hostile: bool) -> tuple[Planted, list[Group]]:
    """The groups with problems in some of them (repeats at the end), and which keys got which."""
    order = {key_of(group): dice("problem", seed, key_of(group)).random() for group in groups}
    waiting = sorted(groups, key=lambda group: order[key_of(group)])
    chosen = _by_share(waiting, order)
    few = (*FEW, *(HOSTILE if hostile else ()))
    for problem, count, change in few:
        chosen.append((problem, change, _taken(waiting, count)))
    repeated = [(name, cells, _taken(waiting, 3)) for name, cells in (REPEATED if hostile else ())]
    changed = {key_of(group): change(group) for _, change, found in chosen for group in found}
    planted = {name: tuple(sorted(map(key_of, found))) for name, _, found in (*chosen, *repeated)}
    repeats = [{**group, **cells} for _, cells, found in repeated for group in found]
    return planted, [changed.get(key_of(group), group) for group in groups] + repeats


def _by_share(
    waiting: list[Group], order: Mapping[str, float]
) -> list[tuple[str, Change, list[Group]]]:
    """Takes the shares off the front; who is in a share depends on the key, not on the others."""
    chosen = []
    edge = 0.0
    for problem, share, change in SHARES:
        edge += share
        found = [group for group in waiting if order[key_of(group)] < edge]
        del waiting[: len(found)]
        chosen.append((problem, change, found))
    return chosen


def _taken(waiting: list[Group], count: int) -> list[Group]:
    return [waiting.pop() for _ in range(min(count, len(waiting)))]


def _other(group: Group) -> str:
    return "N" if group["LeastReached"] == "Y" else "Y"
