from tests.faults.figures import Outcome, summary

KILLS = {"relay": 2, "broker": 1}
STORM = Outcome("storm", 10, 10, 0, 0, 0, 1.25, duplicates=4, kills=KILLS)
CONTROL = Outcome("naive", 10, 7, 3, 1, 2, 2.0, duplicates=9, kills={"relay": 1}, control=True)


def told(*outcomes: Outcome) -> list[tuple[str, object]]:
    return [("outcome", vars(each)) for each in outcomes]


def test_what_a_control_lost_is_counted_apart() -> None:
    lines = list(summary(told(STORM, CONTROL)))

    assert {"figure: lost = 0", "figure: control lost = 3"} <= set(lines)
    assert {"figure: doubled = 0", "figure: out of order = 0"} <= set(lines)
    assert "figure: duplicates dropped = 4" in lines


def test_kills_are_counted_together_and_by_what_was_killed() -> None:
    lines = list(summary(told(STORM, CONTROL)))

    assert {"figure: kills = 4", "figure: kills relay = 3", "figure: kills broker = 1"} < set(lines)


def test_a_fault_is_a_row_of_the_table() -> None:
    row = next(line for line in summary(told(STORM)) if line.startswith("storm"))

    assert row.split() == ["storm", "10", "10", "0", "0", "0", "1.2"]


def test_figures_of_one_name_are_added_up_and_stand_without_a_table() -> None:
    lines = list(summary([("figure", ["mails", 2]), ("figure", ["mails", 3])]))

    assert lines == ["figure: mails = 5"]


def test_a_run_without_faults_ends_with_no_figures() -> None:
    assert list(summary([])) == []
