import pytest

from services.tour import modes, steps
from services.tour.modes import Size
from services.tour.tour import walk
from services.tour.walk import Walk

SMALL = Size(congregations=12, offerings=36, people_groups=300)


@pytest.mark.timeout(600)
def test_the_main_job_works_from_outside(capsys: pytest.CaptureFixture[str]) -> None:
    with modes.embedded(SMALL) as installation:
        went_well = walk(Walk(installation, SMALL), steps.ALL)

    assert went_well, capsys.readouterr().out
    assert capsys.readouterr().out.endswith(f"tour: {len(steps.ALL)} steps, 0 failed\n")


def test_what_is_missing_ends_the_tour_with_one_sentence(
    capsys: pytest.CaptureFixture[str],
) -> None:
    nowhere = modes.Installation("http://127.0.0.1:9", modes.CatcherPage("http://127.0.0.1:9"), "")

    went_well = walk(Walk(nowhere, SMALL), steps.ALL)

    last = capsys.readouterr().out.splitlines()[-1]
    assert not went_well
    assert last.startswith("tour: 1 steps, 1 failed: http://127.0.0.1:9")
