from datetime import timedelta

from sqlalchemy import func, select, update

from services.host import BY_NAME, Host
from shared.clock import StillClock, new_id
from shared.contracts.congregations import CongregationRegistered
from shared.events.outbox import record
from shared.events.tables import cursor, inbox, outbox
from shared.operating import Wanted, resend
from shared.operating.keeping import INBOX, OUTBOX


def register(host: Host, number: int = 1) -> None:
    """Record so many events in congregations, which several services read."""
    with host.tools["congregations"].db.write() as db:
        for _ in range(number):
            record(db, CongregationRegistered(congregation_id=new_id()), at=host.clock.now())


def keep_time(host: Host) -> None:
    """Do what the timed jobs of congregations and partners would do now."""
    for name in ("congregations", "partners"):
        for job in host.jobs_of(BY_NAME[name]):
            job.run(host.settings, host.tools[name])


def left(host: Host) -> tuple[int, ...]:
    """Return how many events are in the outbox, and how many of them wait."""
    with host.tools["congregations"].db.read() as db:
        row = select(func.count(), func.count().filter(outbox.c.published_at.is_(None)))
        return tuple(db.execute(row.select_from(outbox)).one())


def remembered(host: Host, name: str = "partners") -> int:
    with host.tools[name].db.read() as db:
        return db.scalar(select(func.count()).select_from(inbox)) or 0


def test_what_every_service_read_is_noted_and_goes_after_thirty_days(
    host: Host, clock: StillClock
) -> None:
    register(host, 3)
    keep_time(host)
    assert left(host) == (3, 3)

    host.settle()
    keep_time(host)
    assert left(host) == (3, 0)

    clock.advance(OUTBOX + timedelta(seconds=1))
    keep_time(host)
    assert left(host) == (1, 0)


def test_what_one_service_has_not_read_stays_for_it(host: Host, clock: StillClock) -> None:
    register(host, 3)
    host.settle()
    keep_time(host)
    with host.tools["partners"].db.write() as db:
        db.execute(update(cursor).values(position=0))
    clock.advance(10 * OUTBOX)
    keep_time(host)

    assert left(host) == (3, 0)

    host.settle()
    keep_time(host)
    assert left(host) == (1, 0)


def test_after_everything_old_is_gone_new_events_arrive(host: Host, clock: StillClock) -> None:
    register(host, 5)
    host.settle()
    keep_time(host)
    clock.advance(INBOX + timedelta(seconds=1))
    keep_time(host)
    assert (left(host), remembered(host)) == ((1, 0), 0)

    register(host, 2)
    host.settle()
    keep_time(host)
    assert (left(host), remembered(host)) == ((2, 0), 2)


def test_what_is_sent_again_in_one_process_is_dropped_as_known(
    host: Host, clock: StillClock
) -> None:
    register(host, 4)
    host.settle()
    keep_time(host)
    with host.tools["congregations"].db.write() as db:
        assert resend(db, Wanted(type="congregations"), at=clock.now()) == 4
    assert left(host) == (4, 4)

    host.settle()
    keep_time(host)
    assert (left(host), remembered(host)) == ((4, 0), 4)
