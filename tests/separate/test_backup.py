import sqlite3
import tarfile
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from sqlalchemy import func, select

from services.backup import backup, restore
from services.cli import BACKENDS, main
from services.host import BY_NAME, Host
from services.partners.model import Guidance
from services.seed.voice import Doors, Voice
from shared.clock import StillClock
from shared.config import Settings
from shared.contracts.congregations import CoachAssigned
from shared.events.tables import inbox
from shared.migrate import differences, head
from tests.conftest import NOW

NETWORK = "00000000-0000-7000-8000-000000000001"


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "backups" / "today.tar.gz"


@pytest.fixture
def folder(tmp_path: Path, target: Path) -> Path:
    target.parent.mkdir()
    return tmp_path / "elsewhere"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(sample=True, data_dir=tmp_path / "var", public_url="http://localhost:8000")


@pytest.fixture
def coach(host: Host) -> Voice:
    return sign_in_coach(host)


def sign_in_coach(house: Host) -> Voice:
    doors = Doors(house.client)
    someone = {"name": "Beheer", "email": "beheer@netwerk.example", "language": "nl"}
    made = doors.client.call("identity", "POST", "/sample/operator", json_body=someone).json
    operator = Voice(doors, made["person_id"])
    seat = {"organisation_id": NETWORK, "organisation_kind": "network", "role": "coach"}
    someone = {"name": "Coach", "email": "coach@netwerk.example", "language": "nl"}
    made = operator.call("identity", "POST", "/sample/people", {**someone, "memberships": [seat]})
    return Voice(doors, made["person_id"])


def register(coach: Voice, name: str) -> str:
    body = {"name": name, "invented": True}
    made: str = coach.call("congregations", "POST", "/congregations", body)["id"]
    return made


@pytest.fixture
def opened(folder: Path, settings: Settings) -> Iterator[list[Host]]:
    houses: list[Host] = []
    yield houses
    for house in houses:
        house.stop()


def open_restored(opened: list[Host], settings: Settings, folder: Path) -> Host:
    # the tests' own time: by the machine's a session may have ended
    house = Host(replace(settings, data_dir=folder), StillClock(NOW))
    opened.append(house)
    house.migrate()
    house.create_apps()
    return house


def rows(path: Path, table: str) -> int:
    with closing(sqlite3.connect(path)) as database:
        counted: int = database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
    return counted


def guidances(house: Host) -> int:
    with house.tools["partners"].db.read() as db:
        return db.scalars(select(func.count()).select_from(Guidance)).one()


def test_a_backup_made_while_the_house_writes_holds_everything_said_before_it(
    host: Host, coach: Voice, target: Path, folder: Path, settings: Settings, opened: list[Host]
) -> None:
    before = [register(coach, f"Voor {number}") for number in range(5)]
    host.start()
    done = threading.Event()
    during: list[str] = []

    def write_on() -> None:
        while not done.is_set():
            during.append(register(coach, f"Tijdens {len(during)}"))

    writer = threading.Thread(target=write_on)
    writer.start()
    while len(during) < 5:
        done.wait(0.01)
    size = backup(settings.data_dir, target)
    done.set()
    writer.join(timeout=20)
    restore(target, folder)
    restored = open_restored(opened, settings, folder)
    restored.settle()
    kept = rows(folder / "congregations.sqlite3", "congregation")

    assert size == target.stat().st_size
    assert len(before) + 5 <= kept <= len(before) + len(during)
    assert guidances(restored) == kept
    assert rows(folder / "identity.sqlite3", "guidance") == kept


def test_an_event_not_yet_delivered_is_delivered_once_after_the_restore(
    host: Host, coach: Voice, target: Path, folder: Path, settings: Settings, opened: list[Host]
) -> None:
    host.settle()
    register(coach, "Nog onderweg")
    backup(settings.data_dir, target)
    restore(target, folder)
    restored = open_restored(opened, settings, folder)
    on_the_way = guidances(restored)
    restored.settle()
    restored.settle()
    with restored.tools["partners"].db.read() as db:
        taken = db.execute(
            select(inbox.c.state, func.count()).where(inbox.c.type == CoachAssigned.type_name())
        ).one()

    assert on_the_way == 0
    assert guidances(restored) == 1
    assert tuple(taken) == ("done", 1)
    assert guidances(host) == 0


def test_who_was_signed_in_stays_so_and_the_secrets_come_along(
    host: Host, coach: Voice, target: Path, folder: Path, settings: Settings, opened: list[Host]
) -> None:
    congregation = register(coach, "Bekend")
    backup(settings.data_dir, target)
    restore(target, folder)
    restored = open_restored(opened, settings, folder)
    asked = {"session_token": coach.session, "audiences": ["congregations"]}
    reply = restored.client.call("identity", "POST", "/session/assertions", json_body=asked)
    bearer = reply.json["assertions"]["congregations"]
    path = f"/congregations/{congregation}"

    assert restored.client.call("congregations", "GET", path, bearer=bearer).status == 200
    assert restored.settings.portal_secret == host.settings.portal_secret


def test_a_backup_is_for_its_owner_alone(
    host: Host, target: Path, folder: Path, settings: Settings
) -> None:
    backup(settings.data_dir, target)

    assert target.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in target.parent.iterdir()] == [target.name]


def test_a_folder_in_use_is_never_written_over(
    host: Host, coach: Voice, target: Path, folder: Path, settings: Settings
) -> None:
    backup(settings.data_dir, target)
    register(coach, "Later")

    with pytest.raises(click.ClickException, match="already holds an installation"):
        restore(target, settings.data_dir)

    assert rows(settings.data_dir / "congregations.sqlite3", "congregation") == 1


@pytest.mark.parametrize("kind", ["text", "cut off", "another archive", "damaged"])
def test_a_file_that_is_no_backup_leaves_the_folder_empty(
    kind: str, host: Host, target: Path, folder: Path, settings: Settings
) -> None:
    backup(settings.data_dir, target)
    whole = target.read_bytes()
    if kind == "text":
        target.write_text("This is a letter.")
    elif kind == "cut off":
        target.write_bytes(whole[: len(whole) // 2])
    else:
        name = "identity.sqlite3" if kind == "damaged" else "holiday.jpg"
        (target.parent / name).write_bytes(b"no database" * 500)
        with tarfile.open(target, "w:gz") as archive:
            archive.add(target.parent / name, arcname=name)

    with pytest.raises(click.ClickException, match=r"no backup of Missionscoach|is damaged"):
        restore(target, folder)

    assert list(folder.iterdir()) == []


def test_nothing_to_back_up_is_said(tmp_path: Path) -> None:
    with pytest.raises(click.ClickException, match="no installation in"):
        backup(tmp_path / "nowhere", tmp_path / "backup.tar.gz")


def test_an_older_backup_is_brought_up_to_date(
    host: Host, coach: Voice, target: Path, folder: Path, settings: Settings, opened: list[Host]
) -> None:
    register(coach, "Van vroeger")
    host.stop()
    # an installation from before there were notifications
    for path in settings.data_dir.glob("notifications.sqlite3*"):
        path.unlink()
    environment = {"MISSIONSCOACH_DATA_DIR": str(settings.data_dir)}
    written = CliRunner().invoke(main, ["backup", str(target)], env=environment)
    environment = {"MISSIONSCOACH_DATA_DIR": str(folder)}
    back = CliRunner().invoke(main, ["restore", str(target)], env=environment)
    again = CliRunner().invoke(main, ["migrate"], env=environment)
    restored = open_restored(opened, settings, folder)

    assert (written.exit_code, back.exit_code, again.exit_code) == (0, 0, 0)
    assert [line for line in again.output.splitlines() if line] == [
        f"{name}: {head(BY_NAME[name])}" for name in BACKENDS
    ]
    for name in BACKENDS:
        assert differences(BY_NAME[name], restored.tools[name].db) == []
    assert rows(folder / "congregations.sqlite3", "congregation") == 1
