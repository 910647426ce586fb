"""The bench runs at its smallest size and tells every figure in the same shape."""

import re
from collections.abc import Iterable
from dataclasses import replace

import pytest
import servers

from services.partners.matching import Policy
from tests import askers
from tests.bench import (
    fairness,
    home,
    mails,
    offerings,
    people_groups,
    ranking,
    ranking_scale,
    reports,
    starting,
    survey,
)
from tests.bench.events import place as events
from tests.bench.events import relaying, through, waking
from tests.bench.figure import Figure
from tests.bench.houses import house, network
from tests.bench.market import market, year

LINE = re.compile(
    r"figure: [^=\n]+ = (?P<value>\d+(\.\d+)?) (?P<unit>\S+) "
    r"\(peer (?P<peer>\d+(\.\d+)?) (?P=unit), (?P<ratio>\d+\.\d\d)\)"
    r"( \d\S*–\d\S*, peer \d\S*–\d\S*)?"
)


def told(figures: Iterable[Figure]) -> list[str]:
    """Return the units of the figures, once each of their lines is in shape."""
    found = [LINE.fullmatch(figure.line()) for figure in figures]
    assert all(match and float(match["value"]) > 0 for match in found), found
    return [match["unit"] for match in found if match]


def test_the_import_is_told_in_seconds_rows_and_memory() -> None:
    assert told(people_groups.figures(rows=50, rounds=1)) == ["s", "rows/s", "MB"]


def test_ranking_and_lists_of_offerings_are_told_beside_the_same_rows() -> None:
    with network(offerings=60) as there:
        assert told(ranking.figures(there, rounds=1)) == ["ms", "ms"]
        assert told(ranking_scale.figures(there, asked=2)) == ["ms", "ms", "x", "ms", "MB"]
        assert told(offerings.figures(there, requests=8, rounds=1)) == ["requests/s"] * 2


def test_the_fairness_of_the_ranking_is_told_in_percent_of_a_year_without_it() -> None:
    assert told(fairness.figures(markets=1)) == ["%"] * 4


def test_the_same_seed_is_the_same_market_and_the_same_year() -> None:
    assert market(7) == market(7)
    assert market(7) != market(8)
    assert year(market(7), Policy()) == year(market(7), Policy())


def test_no_offering_takes_more_congregations_than_it_has_places() -> None:
    narrow = market(7)
    full = {name: replace(told, capacity=1) for name, told in narrow.told.items()}
    led_to = year(replace(narrow, told=full), Policy())

    assert led_to.introductions == led_to.offerings


def test_starts_are_told_in_seconds() -> None:
    with house() as known:
        # somebody is there, so that no network is loaded
        askers.person(known, "coach")

        assert told(starting.figures(known.settings.data_dir, rounds=1)) == ["s", "s"]


def test_the_home_of_a_coach_is_told_as_answer_and_as_page() -> None:
    assert told(home.figures(congregations=2, rounds=1)) == ["ms", "ms"]


def test_mails_are_told_by_the_second() -> None:
    assert told(mails.figures(sessions=1, rounds=1)) == ["mails/s"]


@pytest.mark.pdf
def test_reports_are_told_in_seconds_and_memory() -> None:
    assert told(reports.figures(rounds=1)) == ["s", "s", "MB"]


def test_closing_a_survey_is_told_in_milliseconds() -> None:
    assert told(survey.figures(answers=80, rounds=1)) == ["ms"]


@pytest.mark.real
@pytest.mark.skipif(bool(servers.not_run()), reason="RabbitMQ or PostgreSQL missing")
@pytest.mark.timeout(240)  # a dozen processes start
def test_events_are_told_beside_their_peers() -> None:
    with events.place() as there:
        assert set(told(through.figures(there, 30, rounds=1, others=()))) == {"events/s"}
        assert told(relaying.figures(there, rows=30, rounds=1)) == ["rows/s"] * 2
        assert told(relaying.many_waiting(there, rows=60, few=30, rounds=1)) == ["rows/s", "MB"]
        assert told(waking.services(there, events=3)) == ["ms"] * 2


def test_events_in_one_process_are_told_in_milliseconds() -> None:
    assert told(waking.embedded(events=3)) == ["ms"] * 2


def test_a_line_keeps_three_digits_and_tells_how_many_times_the_peer() -> None:
    line = Figure("ranking", 312.44, "ms", 40.06).line()

    assert line == "figure: ranking = 312 ms (peer 40.1 ms, 7.80)"


def test_a_line_of_rounds_tells_how_far_they_lay_apart() -> None:
    line = Figure.of_rounds("relay", "rows/s", [900, 1100, 1000], [500, 400, 600]).line()

    assert line.endswith("1000 rows/s (peer 500 rows/s, 2.00) 900–1100, peer 400–600")
