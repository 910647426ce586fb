"""What congregations does because time passed."""

from datetime import timedelta

from services.congregations.actions.evaluations import apk
from services.congregations.actions.implementation import asking
from shared.config import Settings
from shared.service import Job, Tools


def ask_how_it_goes(_settings: Settings, tools: Tools) -> int:
    """Ask every side whose time has come how it goes; returns how many."""
    with tools.db.write() as db:
        return asking.ask_due(db, at=tools.clock.now())


def notice_silence(_settings: Settings, tools: Tools) -> int:
    """Call missed what nobody answered; returns how many."""
    with tools.db.write() as db:
        return asking.miss_overdue(db, at=tools.clock.now())


def notice_vacancies(_settings: Settings, tools: Tools) -> int:
    """Tell of roles that nobody has held for long; returns how many."""
    with tools.db.write() as db:
        return asking.tell_vacant(db, at=tools.clock.now())


def remind_of_stamps(_settings: Settings, tools: Tools) -> int:
    """Tell of stamps that end in a month; returns of how many."""
    with tools.db.write() as db:
        return apk.tell_due(db, at=tools.clock.now())


JOBS = (
    Job("ask how it goes", timedelta(minutes=10), ask_how_it_goes),
    Job("notice that nobody answered", timedelta(minutes=10), notice_silence),
    Job("notice roles that nobody holds", timedelta(hours=6), notice_vacancies),
    Job("remind of stamps that end", timedelta(hours=1), remind_of_stamps),
)
