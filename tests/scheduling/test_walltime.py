# ruff: noqa: DTZ001, DTZ901 - a wall time carries no zone
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.scheduling.walltime import (
    ClockGap,
    WallTime,
    add_months,
    elapsed,
    end_of,
    from_utc,
    is_folded,
    to_utc,
)

AMSTERDAM = "Europe/Amsterdam"
ZONES = [AMSTERDAM, "America/St_Johns", "Asia/Kathmandu", "Africa/Casablanca", "Pacific/Apia"]


def wall(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("local", "zone", "utc"),
    [
        ("2027-01-12T19:30", AMSTERDAM, "2027-01-12T18:30+00:00"),
        ("2027-07-13T19:30", AMSTERDAM, "2027-07-13T17:30+00:00"),
        ("2027-01-12T19:30", "Asia/Kathmandu", "2027-01-12T13:45+00:00"),
        ("2027-07-13T19:30", "America/St_Johns", "2027-07-13T22:00+00:00"),
    ],
)
def test_the_instant_follows_from_wall_time_and_zone(local, zone, utc):
    assert to_utc(wall(local), zone) == wall(utc)


def test_a_time_in_the_spring_gap_is_refused_with_the_valid_times_beside_it():
    with pytest.raises(ClockGap) as refusal:
        to_utc(wall("2027-03-28T02:30"), AMSTERDAM)

    assert refusal.value.before == wall("2027-03-28T01:30")
    assert refusal.value.after == wall("2027-03-28T03:30")
    assert "01:30" in str(refusal.value)


@pytest.mark.parametrize("local", ["2027-03-28T01:59:59", "2027-03-28T03:00:00"])
def test_the_edges_of_the_gap_exist(local):
    instant = to_utc(wall(local), AMSTERDAM)

    assert from_utc(instant, AMSTERDAM).local == wall(local)


def test_a_gap_of_half_an_hour_is_seen_too():
    with pytest.raises(ClockGap) as refusal:
        to_utc(wall("2027-10-03T02:15"), "Australia/Lord_Howe")

    assert refusal.value.before == wall("2027-10-03T01:45")
    assert refusal.value.after == wall("2027-10-03T02:45")


def test_a_time_that_comes_twice_in_autumn_is_the_first_and_says_so():
    twice = wall("2027-10-31T02:30")

    assert to_utc(twice, AMSTERDAM) == wall("2027-10-31T00:30+00:00")
    assert is_folded(twice, AMSTERDAM)


def test_a_fold_mark_on_the_wall_time_changes_nothing():
    twice = wall("2027-10-31T02:30")

    assert to_utc(twice.replace(fold=1), AMSTERDAM) == to_utc(twice, AMSTERDAM)


@pytest.mark.parametrize("local", ["2027-10-31T01:59", "2027-10-31T03:00", "2027-06-01T02:30"])
def test_a_time_that_comes_once_is_not_folded(local):
    assert not is_folded(wall(local), AMSTERDAM)


def test_a_session_over_the_clock_change_lasts_as_long_as_was_said():
    start = WallTime(wall("2027-03-28T01:00"), AMSTERDAM)

    assert end_of(start, 120) == wall("2027-03-28T02:00+00:00")
    assert from_utc(end_of(start, 120), AMSTERDAM).local == wall("2027-03-28T04:00")


def test_a_night_over_the_autumn_change_takes_one_hour_more_than_the_wall_shows():
    evening = WallTime(wall("2027-10-30T18:00"), AMSTERDAM)
    morning = WallTime(wall("2027-10-31T08:00"), AMSTERDAM)

    assert elapsed(evening, morning) == timedelta(hours=15)


def test_time_passes_between_walls_in_two_zones():
    here = WallTime(wall("2027-01-12T19:30"), AMSTERDAM)
    there = WallTime(wall("2027-01-13T00:15"), "Asia/Kathmandu")

    assert elapsed(here, there) == timedelta()


@pytest.mark.parametrize(
    "zone", ["", "Europe", "Europe/Atlantis", "../../etc/passwd", "\x00", "CEST"]
)
def test_a_zone_that_does_not_exist_is_refused(zone):
    with pytest.raises(ValueError, match="Europe/Amsterdam"):
        to_utc(wall("2027-01-12T19:30"), zone)


@pytest.mark.parametrize("local", [datetime.min, datetime.max, datetime(207, 1, 12)])
def test_a_year_of_a_typing_error_is_refused(local):
    with pytest.raises(ValueError, match="year lies between"):
        to_utc(local, AMSTERDAM)


def test_a_wall_time_with_an_offset_and_an_instant_without_are_refused():
    with pytest.raises(ValueError, match="no offset"):
        to_utc(datetime(2027, 1, 12, tzinfo=UTC), AMSTERDAM)
    with pytest.raises(ValueError, match="carries its offset"):
        from_utc(wall("2027-01-12T19:30"), AMSTERDAM)


@pytest.mark.parametrize("minutes", [0, -5, 10**12])
def test_a_session_without_a_possible_duration_is_refused(minutes):
    with pytest.raises(ValueError, match="lasts between"):
        end_of(WallTime(wall("2027-01-12T19:30"), AMSTERDAM), minutes)


@given(
    zone=st.sampled_from(ZONES),
    instant=st.datetimes(datetime(2026, 1, 1), datetime(2030, 12, 31), timezones=st.just(UTC)),
)
def test_every_instant_shows_a_wall_time_that_leads_back_to_it_or_to_its_first_turn(zone, instant):
    shown = from_utc(instant, zone).local
    back = to_utc(shown, zone)

    assert back == instant or (is_folded(shown, zone) and back < instant)


@given(
    day=st.dates(date(2026, 1, 1), date(2030, 12, 31)),
    at=st.times(),
    zone=st.sampled_from(ZONES),
)
def test_every_wall_time_is_kept_exactly_or_refused_with_two_that_are(day, at, zone):
    local = datetime.combine(day, at)
    try:
        kept = [local] if from_utc(to_utc(local, zone), zone).local == local else []
        around = []
    except ClockGap as gap:
        kept = around = [gap.before, gap.after]

    assert kept
    assert sorted([*around, local]) == [*around[:1], local, *around[1:]]
    assert all(from_utc(to_utc(one, zone), zone).local == one for one in kept)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2027-08-31", 6, "2028-02-29"),
        ("2026-08-31", 6, "2027-02-28"),
        ("2028-08-31", 6, "2029-02-28"),
        ("2026-08-30", 6, "2027-02-28"),
        ("2026-08-28", 6, "2027-02-28"),
        ("2027-08-29", 6, "2028-02-29"),
        ("2028-02-29", 12, "2029-02-28"),
        ("2028-02-29", 6, "2028-08-29"),
        ("2028-02-29", -12, "2027-02-28"),
        ("2028-02-29", 48, "2032-02-29"),
        ("2027-01-31", 1, "2027-02-28"),
        ("2028-01-31", 1, "2028-02-29"),
        ("2027-01-31", 3, "2027-04-30"),
        ("2027-01-31", 6, "2027-07-31"),
        ("2027-01-31", 12, "2028-01-31"),
        ("2027-01-31", -2, "2026-11-30"),
        ("2027-03-31", 6, "2027-09-30"),
        ("2027-03-31", -1, "2027-02-28"),
        ("2027-05-31", 6, "2027-11-30"),
        ("2027-10-31", 6, "2028-04-30"),
        ("2027-12-31", 6, "2028-06-30"),
        ("2027-12-31", 12, "2028-12-31"),
        ("2027-09-15", 6, "2028-03-15"),
        ("2027-09-15", 0, "2027-09-15"),
    ],
)
def test_months_are_calendar_months_and_end_with_a_shorter_one(day, months, expected):
    assert add_months(date.fromisoformat(day), months) == date.fromisoformat(expected)


def test_midnight_itself_is_a_wall_time():
    midnight = datetime.combine(date(2027, 3, 28), time(0, 0))

    assert from_utc(to_utc(midnight, AMSTERDAM), AMSTERDAM).local == midnight
