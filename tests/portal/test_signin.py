from uuid import UUID

import pytest
from sqlalchemy import select
from werkzeug.test import Client as Browser

from services.host import Host
from services.identity.actions import setup
from services.identity.model import Session, SignIn
from shared.actor import Role
from shared.clock import new_id
from shared.contracts.event import NETWORK
from tests import askers
from tests.portal.conftest import Pages, Wire


def letter(host: Host, sign_in_id: UUID | None = None) -> dict[str, str]:
    """Return what the sign-in letter of the last request says."""
    with host.tools["identity"].db.read() as db:
        asked = sign_in_id or db.scalars(select(SignIn.id).order_by(SignIn.id.desc())).first()
    sender = askers.service(host, "notifications")
    found: dict[str, str] = askers.call(
        host, sender, "identity", "POST", f"/sign-ins/{asked}/letter"
    ).json
    return found


def sessions(host: Host) -> int:
    with host.tools["identity"].db.read() as db:
        return len(db.scalars(select(Session.id)).all())


@pytest.fixture
def leader(host: Host) -> askers.Asker:
    return askers.person(host, "leader", name="Hanneke Vreeburg", language="en")


def test_people_sign_in_with_the_six_digits_of_the_mail(
    pages: Pages, host: Host, leader: askers.Asker
) -> None:
    pages.send("/sign-in", email=leader.email, next="")
    assert "six digits" in pages.follow()
    code = letter(host)["code"]
    answer = pages.send("/sign-in/code", code=f"{code[:3]} {code[3:]}")

    assert answer.status_code == 303
    assert "Hanneke Vreeburg" in pages.open("/account")


def test_people_sign_in_with_the_mailed_link_on_another_device(
    pages: Pages, host: Host, leader: askers.Asker
) -> None:
    pages.send("/sign-in", email=leader.email, next="/account")
    link = f"/sign-in/{letter(host)['token']}"
    phone = pages.another()
    answer = phone.send(link)

    assert (answer.status_code, answer.headers["Location"]) == (303, "/account")
    assert "Hanneke Vreeburg" in phone.follow()


def test_a_mail_scanner_that_opens_the_link_changes_nothing(
    pages: Pages, host: Host, leader: askers.Asker
) -> None:
    pages.send("/sign-in", email=leader.email, next="")
    link = f"/sign-in/{letter(host)['token']}"
    scanner = pages.another()
    for _ in range(3):
        scanner.open(link)
        scanner.browser.head(link)

    assert scanner.wire.calls == []
    assert sessions(host) == 0
    assert pages.another().send(link).status_code == 303


def test_a_mailed_link_works_once(pages: Pages, host: Host, leader: askers.Asker) -> None:
    pages.send("/sign-in", email=leader.email, next="")
    link = f"/sign-in/{letter(host)['token']}"
    pages.send(link)
    again = pages.another().send(link)

    assert again.status_code == 422
    assert "no longer works" in again.text


def test_a_code_does_not_work_in_a_browser_that_did_not_ask(
    pages: Pages, host: Host, leader: askers.Asker
) -> None:
    pages.send("/sign-in", email=leader.email, next="")
    code = letter(host)["code"]
    stranger = pages.another()
    answer = stranger.send("/sign-in", "/sign-in/code", code=code)

    assert (answer.status_code, answer.headers["Location"]) == (303, "/sign-in")
    assert sessions(host) == 0


def test_a_code_of_somebody_else_does_not_work_where_another_asked(
    pages: Pages, host: Host, leader: askers.Asker
) -> None:
    pages.send("/sign-in", email=leader.email, next="")
    code = letter(host)["code"]
    stranger = pages.another()
    stranger.send("/sign-in", email=askers.person(host, "coach").email, next="")
    answer = stranger.send("/sign-in/code", code=code)

    assert answer.status_code == 422
    assert sessions(host) == 0


def test_a_wrong_code_is_said_beside_the_field(pages: Pages, leader: askers.Asker) -> None:
    pages.send("/sign-in", email=leader.email, next="")
    answer = pages.send("/sign-in/code", reads="nl", code="000000")

    assert answer.status_code == 422
    assert 'id="code-error"' in answer.text
    assert "niet (meer) geldig" in answer.text


def test_an_unknown_address_gets_the_same_answer(pages: Pages, leader: askers.Asker) -> None:
    pages.send("/sign-in", email="nobody@nowhere.org", next="")
    unknown = pages.follow()
    pages.send("/sign-in", email=leader.email, next="")
    known = pages.follow()

    assert (
        unknown.replace("nobody@nowhere.org", leader.email).split("csrf")[0]
        == (known.split("csrf")[0])
    )


def test_an_address_that_is_none_is_said_beside_the_field(pages: Pages) -> None:
    answer = pages.send("/sign-in", email="hanneke", next="")

    assert answer.status_code == 422
    assert 'id="email-error"' in answer.text


def test_signing_in_never_leads_to_another_site(
    pages: Pages, host: Host, leader: askers.Asker
) -> None:
    page = pages.open("/sign-in?next=//evil.example/x")
    pages.send("/sign-in", email=leader.email, next="https://evil.example/")
    answer = pages.send(f"/sign-in/{letter(host)['token']}")

    assert 'name="next" value=""' in page
    assert answer.headers["Location"] == "/"


@pytest.mark.parametrize(("keep", "lasts"), [("yes", True), ("", False)])
def test_ninety_days_are_for_ones_own_device(
    pages: Pages, host: Host, leader: askers.Asker, keep: str, lasts: bool
) -> None:
    pages.send("/sign-in", email=leader.email, next="")
    fields = {"keep": keep} if keep else {}
    answer = pages.send(f"/sign-in/{letter(host)['token']}", **fields)
    cookie = next(c for c in answer.headers.getlist("Set-Cookie") if "missionscoach=" in c)

    assert ("Max-Age=7776000" in cookie) is lasts
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_signing_out_ends_the_session_everywhere_it_was_copied(
    pages: Pages, host: Host, leader: askers.Asker
) -> None:
    pages.sign_in(leader)
    token = pages.browser.get_cookie("missionscoach")
    assert token is not None
    thief = pages.another()
    thief.browser.set_cookie("missionscoach", token.value)
    answer = pages.send("/account", "/sign-out")

    assert '"storage"' in answer.headers["Clear-Site-Data"]
    assert pages.browser.get_cookie("missionscoach") is None
    thief.open("/account", status=303)


def test_a_device_can_be_signed_out_from_another(pages: Pages, leader: askers.Asker) -> None:
    pages.sign_in(leader)
    elsewhere = pages.another()
    elsewhere.sign_in(leader)
    text = pages.open("/account")
    ends = {part.split("/end")[0] for part in text.split("/account/devices/")[1:]}
    mine = text.split("this one")[0].split("/account/devices/")[-1].split("/end")[0]
    other = next(iter(ends - {mine}))
    pages.send("/account", f"/account/devices/{other}/end")

    elsewhere.open("/account", status=303)
    assert "this one" in pages.open("/account")


def test_people_change_their_name_and_see_it(pages: Pages, leader: askers.Asker) -> None:
    pages.sign_in(leader)
    pages.send("/account", name="Hanneke van Dam", language="en")

    assert "Hanneke van Dam" in pages.follow()


def test_an_empty_name_is_refused_beside_the_field(pages: Pages, leader: askers.Asker) -> None:
    pages.sign_in(leader)
    answer = pages.send("/account", name="", language="en")

    assert answer.status_code == 422
    assert 'id="name-error"' in answer.text


def test_an_invitation_is_read_without_effect_and_accepted_once(pages: Pages, host: Host) -> None:
    pages.sign_in(askers.person(host, "operator", language="en"))
    token = invitation_token(pages, host)
    guest = pages.another()
    text = guest.open(f"/invitation/{token}")
    assert "new@coach.org" in text
    assert sessions(host) == 1

    answer = guest.send(f"/invitation/{token}", name="New Coach", language="en")
    assert answer.status_code == 303
    assert "missions coach" in guest.open("/account")
    pages.another().open(f"/invitation/{token}", status=422)


def invitation_token(pages: Pages, host: Host) -> str:
    """Invite a coach by the operator's page; return the token of the letter."""
    page = f"/operator/organisations/network/{NETWORK}"
    sent = pages.send(page, name="N", email="new@coach.org", role="coach", language="en")
    assert sent.status_code == 303
    text = pages.follow()
    number = text.split("/invitations/")[1].split('"')[0]
    sender = askers.service(host, "notifications")
    reply = askers.call(host, sender, "identity", "POST", f"/invitations/{number}/letter")
    token: str = reply.json["token"]
    return token


def test_the_first_operator_comes_in_by_the_set_up_link_once(pages: Pages, host: Host) -> None:
    with host.tools["identity"].db.write() as db:
        link = setup.setup_link(db, host.clock.now())
    assert link is not None
    pages.open(link, status=303)
    page = pages.last.headers["Location"] if pages.last else ""
    answer = pages.send(page, name="Ida", email="ida@network.org", language="en")
    again = pages.another().send(page, name="Eve", email="eve@network.org", language="en")

    assert answer.status_code == 303
    assert "operator" in pages.open("/account")
    assert again.status_code == 422


def test_too_many_letters_for_one_address_are_refused_with_a_page(
    pages: Pages, leader: askers.Asker
) -> None:
    answers = [pages.send("/sign-in", email=leader.email, next="") for _ in range(6)]

    assert [answer.status_code == 303 for answer in answers] == [True] * 5 + [False]
    assert "wait an hour" in answers[-1].text


def test_an_unknown_invitation_says_so_calmly(pages: Pages, wire: Wire) -> None:
    text = pages.open(f"/invitation/{new_id()}", status=422)

    assert "not valid (any more)" in text


def test_everybody_begins_where_his_work_is(pages: Pages, host: Host) -> None:
    homes = {}
    roles: tuple[Role, ...] = ("coach", "leader", "working_group", "agency_staff", "operator")
    for role in roles:
        visit = Pages(host, pages.wire, Browser(pages.browser.application))
        visit.sign_in(askers.person(host, role))
        visit.open("/", status=303)
        assert visit.last is not None
        homes[role] = visit.last.headers["Location"]

    assert homes == {
        "coach": "/coach",
        "leader": "/congregation",
        "working_group": "/congregation",
        "agency_staff": "/agency",
        "operator": "/operator",
    }
