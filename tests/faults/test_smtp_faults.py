"""Mail through a server in bad moods: none doubled by itself, none lost without being shown."""

import threading
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from services.host import Host
from services.notifications import jobs
from services.notifications.model import Delivery
from shared.clock import StillClock
from tests import askers
from tests.faults import figures, moody
from tests.faults.sizes import SEED, sized
from tests.notifications.conftest import Church, church_of

ALL_MOODS = {
    "SMTP slow": moody.SLOW,
    "SMTP greylisting": moody.GREYLISTING,
    "SMTP drops after DATA": moody.DROPPING,
    "SMTP 421": moody.BUSY,
    "SMTP refuses a recipient": moody.REFUSING,
    "SMTP all moods": moody.ALL,
}
SHORT = ("SMTP all moods",)
SENDERS = 3
ENDS = {"sent", "unknown", "refused", "expired"}


@pytest.fixture
def church(host: Host) -> Church:
    return church_of(host)


@pytest.mark.parametrize("fault", sized(SHORT, tuple(ALL_MOODS)))
def test_a_moody_mail_server_gets_no_mail_twice_and_every_doubt_is_shown(
    church: Church, clock: StillClock, fault: str
) -> None:
    many = sized(14, 100)
    for number in range(many):
        church.plan(local_start=f"2027-{1 + number % 12:02}-{1 + number // 12:02}T19:30")
    church.host.buses["notifications"].deliver()
    server = moody.Moody(ALL_MOODS[fault], SEED)
    begun = time.monotonic()
    send_all(church.host, clock, server)
    took = time.monotonic() - begun

    states, unsent = what_became(church.host, server.kept)
    doubled = sum(times - 1 for times in server.kept.values())
    outcome = figures.Outcome(fault, many * 3, server.kept.total(), unsent, doubled, 0, took)
    figures.report(outcome)
    figures.figure("mails in doubt, shown", states["unknown"])
    assert states.total() == many * 3
    assert states.keys() <= ENDS
    assert (unsent, doubled) == (0, 0)
    assert meets_its_moods(states, server.met)
    assert shown(church.host, "unknown") == states["unknown"]


def send_all(host: Host, clock: StillClock, server: moody.Moody) -> None:
    """Send until every mail came to an end, with several senders at once."""
    tools = host.tools["notifications"]

    def send(address: str) -> None:
        line = moody.line_to(address)
        while jobs.send_due(host.settings, replace(tools, transport=line)):
            pass

    with moody.listening(server) as address:
        for _ in range(400):
            senders = [threading.Thread(target=send, args=(address,)) for _ in range(SENDERS)]
            moody.at_once(senders)
            if all_ended(host):
                break
            clock.advance(timedelta(minutes=10))


def all_ended(host: Host) -> bool:
    with host.tools["notifications"].db.read() as db:
        return set(db.scalars(select(Delivery.state))) <= ENDS


def what_became(host: Host, kept: Mapping[str, int]) -> tuple[Counter[str], int]:
    """Count the deliveries by state, and those said to be sent that nobody got."""
    with host.tools["notifications"].db.read() as db:
        rows = db.execute(select(Delivery.state, Delivery.message_id_header)).all()
    unsent = sum(row.state == "sent" and row.message_id_header not in kept for row in rows)
    return Counter(row.state for row in rows), unsent


def meets_its_moods(states: Counter[str], met: Mapping[str, int]) -> bool:
    """Tell whether the server was moody at all, and every doubt and refusal it gave is known."""
    vanished = met["drop, kept"] + met["drop, thrown away"] + met["silent after"]
    known = states["unknown"] >= vanished and states["refused"] == met["550"]
    return any(met.values()) and known


def shown(host: Host, state: str) -> int:
    """Count what an operator is shown in this state."""
    operator = askers.person(host, "operator")
    path = f"/deliveries?state={state}&limit=100"
    answer = askers.call(host, operator, "notifications", "GET", path)
    return len(answer.get_json()["items"])
