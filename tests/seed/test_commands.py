import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from werkzeug.serving import make_server

from services.cli import main
from services.host import Host
from services.seed.people_groups import write_people_groups
from services.seed.voice import Doors, Voice
from shared.client import HttpClient
from shared.clock import Clock
from shared.config import Settings

SMALL = ["--congregations", "4", "--offerings", "12"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MISSIONSCOACH_DATA_DIR", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture
def url(tmp_path: Path) -> Iterator[str]:
    """Give the address of a whole house that runs, its threads too, in sample mode."""
    house = Host(Settings(sample=True, data_dir=tmp_path / "served"), Clock())
    house.migrate()
    server = make_server("127.0.0.1", 0, house.create_apps(), threaded=True)
    house.start()
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    house.stop()


def run(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, words)
    return result.exit_code, result.output


@pytest.fixture
def groups(tmp_path: Path) -> str:
    path = tmp_path / "groups.csv"
    write_people_groups(path, rows=300, seed=1, hostile=True)
    return str(path)


def test_an_empty_folder_is_seeded_once(folder: Path) -> None:
    first, again = run("seed", *SMALL), run("seed", *SMALL)

    assert first[0] == 0
    assert "4 congregations, 12 offerings; all invented" in first[1]
    assert again[0] == 0
    assert "There are people already" in again[1]
    assert (folder / "partners.sqlite3").exists()


@pytest.mark.usefixtures("folder")
def test_a_running_installation_is_seeded_once_over_http(url: str) -> None:
    first, again = run("seed", "--url", url, *SMALL), run("seed", "--url", url, *SMALL)

    assert first == (0, first[1])
    assert "4 congregations, 12 offerings" in first[1]
    assert again[0] == 0
    assert "There are people already" in again[1]


@pytest.mark.usefixtures("folder")
def test_what_is_loaded_over_http_has_life_in_the_parts_of_a_journey(url: str) -> None:
    run("seed", "--url", url, *SMALL)
    client = HttpClient(lambda _service: url)
    people = client.call("identity", "GET", "/sample/people?role=coach&limit=1").json
    coach = Voice(Doors(client), people[0]["id"])
    home = coach.call("congregations", "GET", "/home")["congregations"]
    paths = [f"/congregations/{row['id']}" for row in home]

    plans = [coach.call("congregations", "GET", f"{path}/launch")["plan"] for path in paths]
    found = [coach.call("congregations", "GET", f"{path}/discovery") for path in paths]
    assert [plan["state"] for plan in plans if plan] == ["wrapped"]
    assert [len(seen["rounds"]) for seen in found if seen["rounds"]] == [2]


def test_an_address_where_nobody_answers_is_said_in_a_sentence() -> None:
    code, text = run("seed", "--url", "http://127.0.0.1:9", *SMALL)

    assert (code, text) == (1, "Error: http://127.0.0.1:9 does not answer.\n")


@pytest.mark.usefixtures("folder")
def test_people_groups_are_tried_and_then_taken_into_a_folder(groups: str) -> None:
    tried = run("import", "people-groups", groups, "--dry-run")
    taken = run("import", "people-groups", groups)
    again = run("import", "people-groups", groups)

    assert tried[0] == taken[0] == again[0] == 0
    assert "can be taken" in tried[1]
    assert "line " in tried[1]
    assert ", 0 changed, 0 as before" in taken[1]
    assert "0 new, 0 changed" in again[1]


@pytest.mark.usefixtures("folder")
def test_a_file_that_is_no_list_changes_nothing_and_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Beste mensen,\n")

    code, text = run("import", "people-groups", str(path))

    assert code == 1
    assert "PeopleID3" in text
    assert "Traceback" not in text


@pytest.mark.usefixtures("folder")
def test_the_sample_operator_brings_people_groups_to_a_running_installation(
    url: str, groups: str
) -> None:
    without = run("import", "people-groups", groups, "--url", url)
    run("seed", "--url", url, *SMALL)
    taken = run("import", "people-groups", groups, "--url", url)

    assert "has no operator" in without[1]
    assert taken[0] == 0
    assert "taken" in taken[1]
