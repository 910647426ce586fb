"""A mail is claimed before it leaves and marked after: lost, doubled or doubted are told apart."""

import threading
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from pathlib import Path

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session
from sqlalchemy import select, update

from services.host import Host
from services.identity.model import Person
from services.notifications import jobs, policy
from services.notifications.model import Delivery, DeliveryChange
from services.notifications.smtp import Accepted, Deferred, SmtpTransport
from shared.client import Client, Reply
from shared.clock import StillClock, new_id
from shared.config import Settings
from shared.errors import Unavailable
from shared.service import MailTransport
from tests import askers
from tests.notifications.conftest import Church, church_of
from tests.notifications.test_smtp import Sink, relay, scripted


class Killed(BaseException):
    """The process ended here."""


@dataclass
class Wire:
    """A transport that keeps what it takes and does what it is told first."""

    taken: list[tuple[str, bytes]] = field(default_factory=list)
    before: list[BaseException] = field(default_factory=list)
    after: list[BaseException] = field(default_factory=list)

    def send(self, message: bytes, *, sender: str, recipient: str) -> Accepted:
        if self.before:
            raise self.before.pop(0)
        self.taken.append((recipient, message))
        if self.after:
            raise self.after.pop(0)
        return Accepted("250 taken")

    def close(self) -> None:
        """Nothing is held open."""

    def to(self, email: str) -> list[bytes]:
        return [message for recipient, message in self.taken if recipient == email]


def use(host: Host, transport: MailTransport | None, client: Client | None = None) -> None:
    tools = host.tools["notifications"]
    host.tools["notifications"] = replace(tools, transport=transport, client=client or tools.client)


def send(host: Host) -> int:
    return jobs.send_due(host.settings, host.tools["notifications"])


def planned(church: Church) -> None:
    """Plan a session that concerns Anna alone, and hand the event over without sending."""
    church.choose(church.bert, "none")
    church.choose(church.coach, "none")
    church.plan()
    church.host.buses["notifications"].deliver()


def message_ids(mails: list[bytes]) -> set[str]:
    return {str(message_from_bytes(mail)["message-id"]) for mail in mails}


def state(church: Church) -> str:
    return church.delivery(church.anna).state


@pytest.fixture
def wire(host: Host) -> Wire:
    made = Wire()
    use(host, made)
    return made


def test_mails_leave_through_the_relay_of_the_settings(tmp_path: Path, clock: StillClock) -> None:
    sink = Sink()
    with relay(sink) as address:
        settings = Settings(
            sample=True,
            data_dir=tmp_path,
            public_url="http://localhost:8000",
            smtp_url=f"smtp://{address}",
            mail_from="Missionscoach <post@coach.example>",
        )
        house = Host(settings, clock)
        house.migrate()
        house.create_apps()
        church = church_of(house)
        church.plan()
        house.settle()
        house.stop()

    everybody = [church.anna.email, church.bert.email, church.coach.email]
    assert sorted(sink.recipients) == sorted(everybody)
    assert church.mails() == []
    assert church.delivery(church.anna).reason == "250 2.0.0 taken as 7F3A"
    assert all(id_.endswith("@coach.example>") for id_ in message_ids(sink.bodies))


def test_a_mail_whose_sender_was_killed_is_unknown_and_never_sent_again(
    church: Church, wire: Wire, clock: StillClock
) -> None:
    planned(church)
    wire.after = [Killed()]
    with pytest.raises(Killed):
        send(church.host)
    in_hand = state(church)
    clock.advance(policy.LEASE - timedelta(seconds=1))
    send(church.host)
    still = state(church)
    for _ in range(20):
        clock.advance(timedelta(hours=2))
        send(church.host)

    assert (in_hand, still, state(church)) == ("sending", "sending", "unknown")
    assert len(wire.to(church.anna.email)) == 1


def test_an_operator_sends_an_unknown_mail_again_under_the_same_name(
    church: Church, wire: Wire, clock: StillClock
) -> None:
    planned(church)
    wire.after = [Killed()]
    with pytest.raises(Killed):
        send(church.host)
    clock.advance(timedelta(minutes=6))
    send(church.host)
    operator = askers.person(church.host, "operator")
    path = f"/deliveries/{church.delivery(church.anna).id}/resend"
    church.call(operator, "notifications", "POST", path)
    send(church.host)
    again = askers.call(church.host, operator, "notifications", "POST", path)

    mails = wire.to(church.anna.email)
    assert len(mails) == 2
    assert len(message_ids(mails)) == 1
    assert state(church) == "sent"
    assert again.status_code == 409


class Greylisting(Sink):
    """Says try again later to each address the first time."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()
        self.tried: list[str] = []

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self.tried.append(address)
        if address not in self.seen:
            self.seen.add(address)
            return f"451 4.7.1 <{address}> greylisted, try again"
        envelope.rcpt_tos.append(address)
        return "250 ok"


def test_a_mail_put_off_by_the_relay_is_sent_later_under_the_same_name(
    church: Church, clock: StillClock
) -> None:
    sink = Greylisting()
    with relay(sink) as address:
        transport = SmtpTransport(f"smtp://{address}")
        use(church.host, transport)
        planned(church)
        send(church.host)
        first = church.delivery(church.anna)
        send(church.host)
        too_early = list(sink.recipients)
        clock.advance(timedelta(seconds=73))
        send(church.host)
        transport.close()

    second = church.delivery(church.anna)
    assert first.state == "deferred"
    assert first.reason is not None
    assert church.anna.email not in first.reason
    assert too_early == []
    assert second.state == "sent"
    assert second.attempts == 2
    assert message_ids(sink.bodies) == {first.message_id_header} == {second.message_id_header}


def test_an_address_that_the_relay_refuses_is_not_tried_again(
    church: Church, clock: StillClock
) -> None:
    reply = f"550 5.1.1 <{church.anna.email}> no such user"
    with scripted(RCPT=reply) as address:
        use(church.host, SmtpTransport(f"smtp://{address}"))
        planned(church)
        send(church.host)
        clock.advance(timedelta(days=1))
        send(church.host)

    delivery = church.delivery(church.anna)
    assert (delivery.state, delivery.attempts) == ("refused", 1)
    assert delivery.reason == "550 5.1.1 <***> no such user"


def test_a_relay_that_refuses_us_blames_nobody_and_is_left_alone_for_a_while(
    church: Church, clock: StillClock
) -> None:
    seen: list[str] = []
    with scripted(seen, MAIL="554 5.7.1 we do not relay for you") as address:
        use(church.host, SmtpTransport(f"smtp://{address}"))
        church.plan()
        church.host.buses["notifications"].deliver()
        send(church.host)
        send(church.host)
    states = sorted(state for _, state in church.states())
    use(church.host, Wire())
    clock.advance(timedelta(seconds=75))
    send(church.host)

    assert seen.count("MAIL") == 1
    assert states == ["deferred", "queued", "queued"]
    assert [state for _, state in church.states()] == ["sent"] * 3


def test_a_relay_lost_after_the_mail_went_out_leaves_a_doubt_and_no_second_mail(
    church: Church, clock: StillClock
) -> None:
    sink = Sink()
    sink.drops = True
    with relay(sink) as address:
        use(church.host, SmtpTransport(f"smtp://{address}"))
        planned(church)
        send(church.host)
        for _ in range(5):
            clock.advance(timedelta(hours=9))
            send(church.host)

    assert state(church) == "unknown"
    assert sink.recipients == [church.anna.email]


def test_two_senders_at_once_send_each_mail_once(church: Church, wire: Wire) -> None:
    for day in range(4, 16):
        church.plan(local_start=f"2027-01-{day:02}T19:30")
    church.host.buses["notifications"].deliver()
    barrier = threading.Barrier(4)

    def work() -> None:
        barrier.wait()
        while send(church.host):
            pass

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)

    assert len(wire.taken) == 36
    assert len(message_ids([mail for _, mail in wire.taken])) == 36
    assert {state for _, state in church.states()} == {"sent"}


def test_a_mail_that_left_after_its_lease_is_called_sent_after_all(
    church: Church, wire: Wire, clock: StillClock
) -> None:
    planned(church)

    class Slow(Wire):
        def send(self, message: bytes, *, sender: str, recipient: str) -> Accepted:
            clock.advance(policy.LEASE + timedelta(seconds=1))
            use(church.host, wire)
            jobs.send_due(church.host.settings, church.host.tools["notifications"])
            assert state(church) == "unknown"
            return super().send(message, sender=sender, recipient=recipient)

    slow = Slow()
    use(church.host, slow)
    send(church.host)

    assert state(church) == "sent"
    assert len(slow.taken) == 1
    assert wire.to(church.anna.email) == []


class Away(Client):
    """A network in which some services do not answer."""

    def __init__(self, real: Client, *away: str) -> None:
        self.real, self.away = real, set(away)

    def send(
        self, service: str, method: str, path: str, *, headers: object, body: bytes | None
    ) -> Reply:
        if service in self.away:
            raise Unavailable(f"{service} does not answer.")
        return self.real.send(service, method, path, headers=headers, body=body)


@pytest.mark.parametrize("away", ["scheduling", "identity"])
def test_a_mail_waits_until_the_owner_of_its_facts_answers(
    church: Church, wire: Wire, clock: StillClock, away: str
) -> None:
    planned(church)
    network = Away(church.host.tools["notifications"].client, away)
    use(church.host, wire, network)
    send(church.host)
    waiting = church.delivery(church.anna)
    network.away.clear()
    clock.advance(timedelta(seconds=73))
    send(church.host)

    assert waiting.state == "deferred"
    assert waiting.reason == f"not written yet: {away} does not answer."
    assert state(church) == "sent"


def test_a_sign_in_letter_put_off_keeps_its_one_link_and_forgets_it_when_sent(
    church: Church, wire: Wire, clock: StillClock
) -> None:
    wire.before = [Deferred("451 later")]
    church.call(None, "identity", "POST", "/sign-ins", {"email": church.anna.email})
    church.host.settle()
    kept = kept_mails(church.host)
    clock.advance(timedelta(seconds=73))
    send(church.host)

    (mail,) = wire.to(church.anna.email)
    assert [one.partition(b"\n")[2] for one in kept] == [mail]
    assert kept_mails(church.host) == []


def test_a_sign_in_letter_that_comes_too_late_is_thrown_away(
    church: Church, wire: Wire, clock: StillClock
) -> None:
    wire.before = [Deferred("451 later")]
    church.call(None, "identity", "POST", "/sign-ins", {"email": church.anna.email})
    church.host.settle()
    clock.advance(timedelta(minutes=31))
    send(church.host)

    assert wire.taken == []
    assert kept_mails(church.host) == []
    assert church.states() == [("sign_in", "expired")]


def kept_mails(host: Host) -> list[bytes]:
    with host.tools["notifications"].db.read() as db:
        return list(db.scalars(select(Delivery.kept_mail).where(Delivery.kept_mail.is_not(None))))


def test_a_sign_in_letter_goes_before_what_can_wait(church: Church, wire: Wire) -> None:
    church.plan()
    church.call(None, "identity", "POST", "/sign-ins", {"email": church.anna.email})
    church.host.buses["notifications"].deliver()
    send(church.host)

    assert len(wire.taken) == 4
    assert b"/sign-in/" in wire.taken[0][1]


def test_a_round_ends_when_the_relay_takes_nothing_now(church: Church, wire: Wire) -> None:
    for day in range(4, 8):
        church.plan(local_start=f"2027-01-{day:02}T19:30")
    church.host.buses["notifications"].deliver()
    wire.before = [Deferred("421 busy")] * 12

    assert send(church.host) == jobs.DEFERRED_IN_A_ROW


def test_tries_follow_the_ladder_and_end_after_64_hours() -> None:
    begun = datetime(2026, 11, 23, 9, tzinfo=UTC)
    at, attempts, waits = begun, 1, list[float]()
    while (due := policy.next_try(attempts, begun, at, chance=0.5)) is not None:
        waits.append((due - at) / timedelta(minutes=1))
        at, attempts = due, attempts + 1

    assert waits == [1, 5, 15, 30, 60, 120, 240, *[480] * 7]
    assert at - begun <= timedelta(hours=64) < at - begun + timedelta(hours=8)


@pytest.mark.parametrize(("chance", "minutes"), [(0.0, 48), (0.5, 60), (0.999999, 72)])
def test_tries_are_spread_by_a_fifth_to_either_side(chance: float, minutes: int) -> None:
    begun = datetime(2026, 11, 23, 9, tzinfo=UTC)
    due = policy.next_try(5, begun, begun, chance=chance)

    assert due is not None
    assert round((due - begun) / timedelta(minutes=1)) == minutes


def test_the_spread_of_many_mails_fills_the_whole_span() -> None:
    chances = sorted(jobs.chance(new_id(), 1) for _ in range(500))

    assert 0 <= chances[0] < 0.1
    assert 0.9 < chances[-1] < 1


def test_a_mail_nobody_takes_for_days_expires(
    church: Church, wire: Wire, clock: StillClock
) -> None:
    planned(church)
    wire.before = [Deferred("451 later") for _ in range(40)]
    for _ in range(200):
        clock.advance(timedelta(minutes=30))
        send(church.host)

    delivery = church.delivery(church.anna)
    assert delivery.state == "expired"
    assert delivery.reason == "given up: 451 later"
    assert 13 <= delivery.attempts <= 15
    assert wire.taken == []


def test_every_step_of_a_delivery_is_written_down(
    church: Church, wire: Wire, clock: StillClock
) -> None:
    wire.before = [Deferred("451 later")]
    planned(church)
    send(church.host)
    clock.advance(timedelta(seconds=73))
    send(church.host)

    mine = church.delivery(church.anna).id
    with church.host.tools["notifications"].db.read() as db:
        steps = db.scalars(
            select(DeliveryChange.to_state)
            .where(DeliveryChange.delivery_id == mine)
            .order_by(DeliveryChange.at, DeliveryChange.id)
        ).all()
    assert steps == ["queued", "sending", "deferred", "sending", "sent"]


def test_a_mail_that_cannot_be_built_says_which_field_is_wrong(church: Church, wire: Wire) -> None:
    with church.host.tools["identity"].db.write() as db:
        db.execute(update(Person).where(Person.id == church.anna.id).values(email="anna@@bron"))
    planned(church)
    send(church.host)

    delivery = church.delivery(church.anna)
    assert delivery.state == "refused"
    assert delivery.reason is not None
    assert delivery.reason.partition(":")[0] in {"to", "attendee"}
    assert "anna" not in delivery.reason
