"""Trying out what a year brings: a sample's clock goes ahead, and only there."""

from datetime import timedelta
from pathlib import Path

import pytest
from click import ClickException

from services import embedded
from services.host import Host
from shared.clock import AheadClock, Clock
from shared.config import Settings
from shared.service import Job
from shared.worker import Timetable
from tests import askers


def test_an_operator_of_a_sample_moves_the_clock_ahead(tmp_path: Path) -> None:
    host = Host(Settings(sample=True, simulated_time=True, data_dir=tmp_path))
    host.migrate()
    host.create_apps()
    before = host.clock.now()
    operator, coach = askers.person(host, "operator"), askers.person(host, "coach")
    moved = askers.call(
        host, operator, "identity", "POST", "/sample/time", {"days": 30, "hours": 7}
    )
    refused = askers.call(host, coach, "identity", "POST", "/sample/time", {"days": 30})
    after = host.clock.now()
    host.stop()

    assert moved.status_code == 200
    assert refused.status_code == 403
    assert timedelta(days=30, hours=7) <= after - before < timedelta(days=30, hours=8)


def test_elsewhere_there_is_no_clock_to_be_moved(host: Host) -> None:
    operator = askers.person(host, "operator")
    answer = askers.call(host, operator, "identity", "POST", "/sample/time", {"days": 1})

    assert answer.status_code == 404


def test_with_real_data_time_cannot_be_moved(tmp_path: Path) -> None:
    settings = Settings(simulated_time=True, data_dir=tmp_path, smtp_url="smtp://127.0.0.1:1")

    assert type(Host(settings).clock) is Clock
    with pytest.raises(ClickException, match="for samples only"):
        embedded.run(settings, "127.0.0.1:0")


def test_a_clock_of_a_sample_never_goes_back() -> None:
    with pytest.raises(ValueError, match="ahead"):
        AheadClock().advance(timedelta(days=-1))


def test_what_is_done_every_day_is_done_again_when_a_day_was_skipped(host: Host) -> None:
    done: list[int] = []
    job = Job("count", timedelta(days=1), lambda _settings, _tools: done.append(1))
    table = Timetable([job], host.settings, host.tools["identity"])
    table.tick()
    table.tick()
    host.clock.advance(timedelta(days=1))
    table.tick()

    assert len(done) == 2
