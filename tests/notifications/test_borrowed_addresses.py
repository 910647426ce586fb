"""A rater's link is mailed to an address that is known for this one mail."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, text

from services.host import Host
from services.notifications.model import BorrowedAddress, Delivery, Message
from services.notifications.smtp import Deferred, Doubtful, Refused
from shared.clock import new_id
from tests import askers
from tests.notifications.conftest import Church
from tests.notifications.test_sending import Wire, send, use

ADDRESS = "tante.jo@kring.example"


class Round:
    """A round of questions of the church, and a link to mail."""

    def __init__(self, church: Church) -> None:
        self.church = church
        path = f"/congregations/{church.id}/rounds"
        made = church.call(church.coach, "congregations", "POST", path, {"moment": "t0"})
        self.id = made["id"]
        wish = {"role": "members", "count": 1}
        links = church.call(church.coach, "congregations", "POST", f"/rounds/{self.id}/links", wish)
        self.token = links["items"][0]["token"]

    def wish(self, **other: Any) -> dict[str, Any]:
        return {
            "round_id": self.id,
            "congregation_id": str(self.church.id),
            "address": ADDRESS,
            "language": "nl",
            "token": self.token,
        } | other

    def invite(self, who: askers.Asker | None = None, **other: Any) -> int:
        answer = askers.call(
            self.church.host,
            who or self.church.coach,
            "notifications",
            "POST",
            "/rater-invitations",
            self.wish(**other),
        )
        return answer.status_code

    def kept(self) -> list[str]:
        with self.church.host.tools["notifications"].db.read() as db:
            return list(db.scalars(select(BorrowedAddress.address)))

    def state(self) -> str:
        with self.church.host.tools["notifications"].db.read() as db:
            found = select(Delivery.state).join(Message).where(Message.recipient_kind == "address")
            return str(db.scalars(found).one())

    def everywhere(self) -> str:
        """Return every row of every table of every service but the mailbox, as text."""
        rows = []
        for tools in self.church.host.tools.values():
            with tools.db.read() as db:
                names = db.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'"))
                for name in [one for (one,) in names if one != "mailbox"]:
                    rows += [str(row) for row in db.execute(text(f'SELECT * FROM "{name}"'))]
        return "\n".join(rows)


@pytest.fixture
def asked(church: Church) -> Round:
    church.host.settle()
    return Round(church)


def test_the_mail_brings_the_link_and_then_the_address_is_nowhere(asked: Round) -> None:
    status = asked.invite()
    waiting = asked.kept()
    asked.church.host.settle()

    assert (status, waiting, asked.kept()) == (202, [ADDRESS], [])
    (mail,) = [one for one in asked.church.mails() if one.to == ADDRESS]
    assert f"/r/{asked.token}" in mail.text
    assert mail.subject == "Wilt u een paar vragen beantwoorden?"
    everywhere = asked.everywhere()
    assert ADDRESS not in everywhere
    assert asked.token not in everywhere


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        (Refused("550 5.1.1 unknown user", scope="recipient"), "refused"),
        (Doubtful("the line dropped"), "unknown"),
    ],
)
def test_a_mail_that_went_wrong_for_good_forgets_its_address_too(
    asked: Round, answer: Exception, state: str
) -> None:
    use(asked.church.host, Wire(before=[answer]))
    asked.invite()
    send(asked.church.host)

    assert asked.state() == state
    assert asked.kept() == []
    assert ADDRESS not in asked.everywhere()


def test_a_mail_that_waits_keeps_its_address_until_it_left_or_a_week_is_over(
    asked: Round, host: Host, clock: Any
) -> None:
    use(host, Wire(before=[Deferred("451 later")]))
    asked.invite()
    send(host)
    waiting = (asked.state(), asked.kept())
    clock.advance(timedelta(days=8))
    send(host)

    assert waiting == ("deferred", [ADDRESS])
    assert (asked.state(), asked.kept()) == ("expired", [])


def test_an_operator_cannot_send_it_again_because_nobody_knows_to_whom(asked: Round) -> None:
    host = asked.church.host
    use(host, Wire(before=[Refused("550 no", scope="recipient")]))
    asked.invite()
    send(host)
    with host.tools["notifications"].db.read() as db:
        where = Message.recipient_kind == "address"
        delivery_id = db.scalars(select(Delivery.id).join(Message).where(where)).one()
    operator = askers.person(host, "operator")
    path = f"/deliveries/{delivery_id}/resend"
    again = askers.call(host, operator, "notifications", "POST", path)

    assert again.status_code == 409
    assert "gone" in again.get_json()["detail"]


def test_nothing_is_mailed_once_the_round_is_closed(asked: Round) -> None:
    church = asked.church
    asked.invite()
    path = f"/rounds/{asked.id}/closing"
    church.call(church.coach, "congregations", "POST", path, {"without_figures": True})
    church.host.settle()

    assert asked.state() == "superseded"
    assert asked.kept() == []
    assert [one for one in church.mails() if one.to == ADDRESS] == []


def test_leaders_mail_only_for_their_own_congregation(asked: Round) -> None:
    leader = askers.person(asked.church.host, "leader", asked.church.id)
    stranger = askers.person(asked.church.host, "leader", new_id())

    assert asked.invite(leader) == 202
    assert asked.invite(stranger) == 404


def test_a_link_to_another_congregation_s_round_is_not_mailed(asked: Round) -> None:
    stranger = askers.person(asked.church.host, "leader", new_id())
    status = asked.invite(stranger, congregation_id=str(stranger.organisation_id))
    asked.church.host.settle()

    assert status == 202
    assert asked.state() == "superseded"
    assert [one for one in asked.church.mails() if one.to == ADDRESS] == []


@pytest.mark.parametrize(
    ("field", "wrong"),
    [("address", "tante jo"), ("language", "fr"), ("token", "../../x"), ("round_id", "x")],
)
def test_what_is_not_whole_is_refused_and_leaves_nothing(
    asked: Round, field: str, wrong: str
) -> None:
    assert asked.invite(**{field: wrong}) == 422
    assert asked.kept() == []


def test_nobody_mails_the_whole_country(asked: Round, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("services.notifications.actions.borrowing.MOST_A_DAY", 2)
    statuses = [asked.invite() for _ in range(3)]

    assert statuses == [202, 202, 429]
    with asked.church.host.tools["notifications"].db.read() as db:
        assert db.scalar(select(func.count()).select_from(BorrowedAddress)) == 2


def test_leaders_are_told_that_the_outcome_lies_ready(asked: Round) -> None:
    church = asked.church
    path = f"/rounds/{asked.id}/closing"
    church.call(church.coach, "congregations", "POST", path, {"without_figures": True})
    church.host.settle()

    (mail,) = church.mails(church.anna)
    assert mail.subject == "De uitkomst ligt voor u klaar"
    assert "Het begin" in mail.text
    assert f"/congregations/{church.id}/discovery/rounds/{asked.id}" in mail.text
