# ruff: noqa: DTZ001 - a wall time carries no zone
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.scheduling.planner import Plan, Rhythm, check, evaluation_dates, plan_evenings
from services.scheduling.walltime import ClockGap, WallTime, add_months, elapsed, from_utc
from shared.reference.calendar import known_until, public_holidays, school_holidays
from shared.reference.places import REGIONS

EVENING = time(19, 30)
NORTH = Rhythm(EVENING, region="north")
TUESDAY, THURSDAY = 1, 3
CHANGING_ZONES = [
    ("Europe/Amsterdam", True),
    ("America/St_Johns", True),
    ("Africa/Casablanca", True),
    ("Asia/Kathmandu", False),
    ("Pacific/Apia", False),
]


def dates(plan: Plan) -> list[date]:
    return [evening.at.local.date() for evening in plan.evenings]


def clock_changes(zone: str) -> Iterator[date]:
    day, last = datetime(2026, 1, 1, tzinfo=UTC), datetime(2030, 12, 31, tzinfo=UTC)
    while day < last:
        following = day + timedelta(days=1)
        offsets = {moment.astimezone(ZoneInfo(zone)).utcoffset() for moment in (day, following)}
        if len(offsets) > 1:
            yield day.date()
        day = following


def test_nine_tuesdays_leave_out_the_christmas_break_and_warn_in_autumn():
    plan = plan_evenings(date(2027, 10, 12), 9, rhythm=NORTH)

    assert dates(plan) == [
        date(2027, 10, 12),
        date(2027, 10, 19),
        date(2027, 10, 26),
        date(2027, 11, 2),
        date(2027, 11, 9),
        date(2027, 11, 16),
        date(2027, 11, 23),
        date(2027, 11, 30),
        date(2027, 12, 7),
    ]
    assert [(one.on, one.reason, one.english) for one in plan.warnings] == [
        (date(2027, 10, 19), "school_holiday", "Autumn break")
    ]
    assert plan.skipped == ()


def test_evenings_in_the_christmas_break_are_moved_on_and_say_why_in_two_languages():
    plan = plan_evenings(date(2027, 12, 14), 4, rhythm=NORTH)

    assert dates(plan) == [
        date(2027, 12, 14),
        date(2027, 12, 21),
        date(2028, 1, 11),
        date(2028, 1, 18),
    ]
    assert [one.on for one in plan.skipped] == [date(2027, 12, 28), date(2028, 1, 4)]
    assert {one.reason for one in plan.skipped} == {"school_holiday"}
    assert {(one.label("nl"), one.label("en")) for one in plan.skipped} == {
        ("Kerstvakantie", "Christmas break")
    }


def test_the_same_run_differs_between_two_school_regions():
    start = date(2028, 6, 6)
    north = plan_evenings(start, 9, rhythm=NORTH)
    south = plan_evenings(start, 9, rhythm=Rhythm(EVENING, region="south"))

    assert set(dates(north)) - set(dates(south)) == {date(2028, 8, 29)}
    assert set(dates(south)) - set(dates(north)) == {date(2028, 7, 18)}


def test_without_a_school_region_only_public_holidays_stand_in_the_way():
    plan = plan_evenings(date(2027, 12, 18), 3, rhythm=Rhythm(EVENING))

    assert dates(plan) == [date(2027, 12, 18), date(2028, 1, 8), date(2028, 1, 15)]
    assert {one.reason for one in plan.skipped} == {"public_holiday"}
    assert [one.on for one in plan.skipped] == [date(2027, 12, 25), date(2028, 1, 1)]


def test_a_run_begins_on_the_wanted_weekday_after_the_first_date():
    plan = plan_evenings(date(2027, 9, 6), 2, rhythm=Rhythm(EVENING, weekday=THURSDAY))

    assert dates(plan) == [date(2027, 9, 9), date(2027, 9, 16)]


def test_a_fortnightly_run_loses_one_week_and_not_two_to_a_holiday():
    rhythm = Rhythm(EVENING, region="north", every_days=14)
    plan = plan_evenings(date(2027, 12, 21), 3, rhythm=rhythm)

    assert dates(plan) == [date(2027, 12, 21), date(2028, 1, 11), date(2028, 1, 25)]


def test_dates_that_the_church_cannot_use_are_left_out():
    unwanted = [date(2027, 9, 14), date(2027, 9, 21)]
    plan = plan_evenings(date(2027, 9, 7), 2, rhythm=NORTH, skip=unwanted)

    assert dates(plan) == [date(2027, 9, 7), date(2027, 9, 28)]
    assert [(one.on, one.reason) for one in plan.skipped] == [(day, "asked") for day in unwanted]


def test_an_evening_on_thanksgiving_day_is_planned_with_a_warning():
    plan = plan_evenings(date(2027, 11, 3), 1, rhythm=NORTH)

    assert dates(plan) == [date(2027, 11, 3)]
    assert [(one.reason, one.binding) for one in plan.warnings] == [("church_day", False)]


def test_planning_past_the_known_holidays_warns_once_and_goes_on():
    plan = plan_evenings(known_until() - timedelta(days=60), 20, rhythm=NORTH)
    unknown = [one for one in plan.warnings if one.reason == "calendar_unknown"]

    assert len(plan.evenings) == 20
    assert [one.on for one in unknown] == [min(day for day in dates(plan) if day > known_until())]


def test_planning_far_beyond_every_table_still_gives_a_plan_with_a_warning():
    plan = plan_evenings(date(2090, 3, 1), 9, rhythm=Rhythm(EVENING))

    assert len(plan.evenings) == 9
    assert [one.reason for one in plan.warnings] == ["calendar_unknown"]


def test_an_intensive_week_holds_nine_lessons_from_monday_to_friday():
    rhythm = Rhythm(time(9, 30), region="north", format="intensive")
    plan = plan_evenings(date(2027, 9, 8), 9, rhythm=rhythm)
    monday = date(2027, 9, 13)

    assert dates(plan) == [monday + timedelta(days=n // 2) for n in range(9)]
    assert [evening.at.local.time() for evening in plan.evenings][:2] == [time(9, 30), time(13, 30)]
    assert [evening.number for evening in plan.evenings] == list(range(1, 10))


def test_more_sessions_than_one_intensive_week_holds_go_on_a_week_later():
    rhythm = Rhythm(time(9, 30), region="north", format="intensive")
    plan = plan_evenings(date(2027, 9, 13), 11, rhythm=rhythm)

    assert dates(plan)[-2:] == [date(2027, 9, 17), date(2027, 9, 20)]


def test_an_intensive_week_moves_whole_when_one_of_its_days_is_a_holiday():
    rhythm = Rhythm(time(9, 30), format="intensive")
    plan = plan_evenings(date(2027, 3, 29), 9, rhythm=rhythm)

    assert [one.english for one in plan.skipped] == ["Easter Monday"]
    assert dates(plan)[0] == date(2027, 4, 5)


def test_an_intensive_week_may_be_wanted_in_the_summer_holiday():
    rhythm = Rhythm(time(9, 30), region="north", format="intensive", during_school_holidays=True)
    plan = plan_evenings(date(2028, 7, 17), 9, rhythm=rhythm)

    assert dates(plan)[0] == date(2028, 7, 17)
    assert {(one.reason, one.english) for one in plan.warnings} == {
        ("school_holiday", "Summer holiday")
    }


def test_three_weekends_hold_nine_lessons_on_fridays_and_saturdays():
    rhythm = Rhythm(EVENING, region="north", format="weekends", every_days=14)
    plan = plan_evenings(date(2027, 9, 1), 9, rhythm=rhythm)
    fridays = [date(2027, 9, 3), date(2027, 9, 17), date(2027, 10, 1)]

    assert dates(plan) == [
        day for friday in fridays for day in (friday, *[friday + timedelta(days=1)] * 2)
    ]


def test_an_evening_at_a_time_that_the_clock_skips_is_refused_with_its_neighbours():
    with pytest.raises(ClockGap) as refusal:
        plan_evenings(date(2026, 3, 29), 1, rhythm=Rhythm(time(2, 30), zone="Europe/Paris"))

    assert refusal.value.before == datetime(2026, 3, 29, 1, 30)
    assert refusal.value.after == datetime(2026, 3, 29, 3, 30)


def test_an_evening_at_a_time_that_comes_twice_is_planned_and_marked():
    plan = plan_evenings(date(2027, 10, 31), 2, rhythm=Rhythm(time(2, 30)))

    assert [evening.folded for evening in plan.evenings] == [True, False]


@pytest.mark.parametrize(("zone", "changing"), CHANGING_ZONES)
def test_nine_lessons_over_every_clock_change_keep_their_wall_time(zone, changing):
    changes = list(clock_changes(zone))
    rhythm = Rhythm(EVENING, zone=zone)
    plans = [plan_evenings(change - timedelta(days=28), 9, rhythm=rhythm) for change in changes]
    plans.append(plan_evenings(date(2027, 3, 2), 9, rhythm=rhythm))

    assert (len(changes) >= 10) is changing
    for plan in plans:
        shown = [from_utc(evening.start_utc, zone).local for evening in plan.evenings]
        assert shown == [evening.at.local for evening in plan.evenings]
        assert {local.time() for local in shown} == {EVENING}
        assert len(shown) == 9


def test_the_weeks_of_a_clock_change_are_an_hour_shorter_and_longer_than_the_others():
    spring = plan_evenings(date(2027, 3, 23), 2, rhythm=Rhythm(EVENING)).evenings
    autumn = plan_evenings(date(2027, 10, 26), 2, rhythm=Rhythm(EVENING)).evenings
    week, hour = timedelta(days=7), timedelta(hours=1)

    assert elapsed(spring[0].at, spring[1].at) == week - hour
    assert autumn[1].start_utc - autumn[0].start_utc == week + hour


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"region": "west"}, "north, middle, south"),
        ({"zone": "Europe/Atlantis"}, "Europe/Amsterdam"),
        ({"every_days": 0}, "every 7"),
        ({"every_days": 10}, "every 7"),
        ({"weekday": 7}, "weekday"),
        ({"format": "monthly"}, "weekly, intensive or weekends"),
        ({"format": "intensive", "weekday": THURSDAY}, "Sunday"),
        ({"format": "weekends", "weekday": TUESDAY}, "Friday"),
        ({"format": "intensive", "start": time(21, 0)}, "early enough"),
    ],
)
def test_a_rhythm_in_which_nobody_can_meet_is_refused(change, message):
    with pytest.raises(ValueError, match=message):
        plan_evenings(date(2027, 9, 7), 9, rhythm=Rhythm(**{"start": EVENING, **change}))


@pytest.mark.parametrize(
    ("first", "count"),
    [(date(2027, 9, 7), 0), (date(2027, 9, 7), -1), (date(2027, 9, 7), 10**9), (date.min, 9)],
)
def test_a_run_outside_of_reason_is_refused(first, count):
    with pytest.raises(ValueError, match="between"):
        plan_evenings(first, count, rhythm=NORTH)


def test_a_run_for_which_no_date_is_left_is_refused_and_does_not_search_for_ever():
    first = date(2190, 1, 1)
    every_day = {first + timedelta(days=n) for n in range(365 * 20)}

    with pytest.raises(ValueError, match="no free dates"):
        plan_evenings(first, 9, rhythm=NORTH, skip=every_day)


@settings(max_examples=60, deadline=None)
@given(
    first=st.dates(date(2025, 11, 1), date(2030, 6, 1)),
    count=st.integers(1, 12),
    rhythm=st.builds(
        Rhythm,
        start=st.just(time(9, 30)),
        region=st.sampled_from(REGIONS),
        format=st.sampled_from(["weekly", "intensive", "weekends"]),
        every_days=st.sampled_from([7, 14]),
    ),
    skip=st.sets(st.dates(date(2025, 11, 1), date(2031, 6, 1)), max_size=40),
)
def test_every_plan_is_whole_rising_and_free_of_binding_holidays(first, count, rhythm, skip):
    plan = plan_evenings(first, count, rhythm=rhythm, skip=skip)
    days = dates(plan)
    starts = [evening.start_utc for evening in plan.evenings]
    public = {day.on for year in range(2025, 2036) for day in public_holidays(year)}

    assert [evening.number for evening in plan.evenings] == list(range(1, count + 1))
    assert starts == sorted(set(starts))
    assert days[0] >= first
    assert not set(days) & (public | skip)
    assert not any(one.binding for day in days for one in school_holidays(rhythm.region, day, day))
    assert {one.on for one in plan.skipped}.isdisjoint(days)
    assert all(one.binding for one in plan.skipped)
    assert {one.on for one in plan.warnings} <= set(days)


@given(first=st.dates(date(2025, 11, 1), date(2030, 6, 1)), region=st.sampled_from(REGIONS))
@settings(max_examples=40, deadline=None)
def test_a_weekly_run_uses_or_explains_every_week_between_its_ends(first, region):
    plan = plan_evenings(first, 9, rhythm=Rhythm(EVENING, region=region))
    accounted = sorted({*dates(plan), *(one.on for one in plan.skipped)})
    weeks = (dates(plan)[-1] - first).days // 7

    assert accounted == [first + timedelta(weeks=n) for n in range(weeks + 1)]


def test_a_single_session_is_told_everything_it_runs_into_the_binding_first():
    found = check(date(2028, 5, 4), "north")

    assert [(one.reason, one.binding) for one in found] == [
        ("school_holiday", True),
        ("memorial_day", False),
    ]
    assert check(date(2027, 9, 7), "north") == []


def test_a_moment_is_not_taken_for_a_date_without_holidays():
    with pytest.raises(TypeError, match="date on the wall"):
        check(datetime(2027, 12, 25, 19, 30), None)


def test_a_launch_gives_two_evaluations_and_an_apk_with_their_windows():
    due = evaluation_dates(date(2027, 9, 15))

    assert {kind: one.on for kind, one in due.items()} == {
        "evaluation_6": date(2028, 3, 15),
        "evaluation_12": date(2028, 9, 15),
        "apk": date(2028, 9, 15),
    }
    assert (due["evaluation_6"].earliest, due["evaluation_6"].latest) == (
        date(2028, 2, 23),
        date(2028, 4, 5),
    )
    assert (due["apk"].earliest, due["apk"].latest) == (date(2028, 8, 15), date(2028, 10, 15))


def test_a_launch_on_the_last_of_august_is_evaluated_on_the_last_of_february():
    assert evaluation_dates(date(2026, 8, 31))["evaluation_6"].on == date(2027, 2, 28)
    assert evaluation_dates(date(2027, 8, 31))["evaluation_6"].on == date(2028, 2, 29)


def test_an_evaluation_on_a_sunday_or_a_holiday_stays_and_says_so():
    easter = evaluation_dates(date(2026, 9, 28), "north")["evaluation_6"]

    assert easter.on == date(2027, 3, 28)
    assert [one.reason for one in easter.notes] == ["public_holiday", "sunday"]


@given(launch=st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_every_follow_up_lies_in_its_window_whatever_the_launch(launch):
    due = evaluation_dates(launch, "south")

    assert all(one.earliest <= one.on <= one.latest for one in due.values())
    assert due["evaluation_6"].on == add_months(launch, 6)


def test_the_wall_time_of_an_evening_carries_its_zone():
    (evening,) = plan_evenings(date(2027, 9, 7), 1, rhythm=NORTH).evenings

    assert evening.at == WallTime(datetime(2027, 9, 7, 19, 30), "Europe/Amsterdam")
    assert evening.start_utc == datetime(2027, 9, 7, 17, 30, tzinfo=UTC)
