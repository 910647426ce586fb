from io import BytesIO

import pytest
from sqlalchemy import select, update

from services.host import Host
from services.notifications.model import Delivery
from services.seed.people_groups import write_people_groups
from shared.clock import new_id
from shared.contracts.event import NETWORK
from shared.events.tables import inbox, outbox
from tests import askers
from tests.portal.conftest import Pages, token_of

LISTS = "/operator/people-groups"


@pytest.fixture
def operator(pages: Pages, host: Host) -> Pages:
    pages.sign_in(askers.person(host, "operator", name="Ida Wilgenhorst", language="en"))
    return pages


def people_groups(rows: int = 40) -> bytes:
    file = BytesIO()
    write_people_groups(file, rows=rows, seed=3)
    return file.getvalue()


def upload(pages: Pages, content: bytes) -> str:
    """Bring a list; return the address of its report."""
    text = pages.open(LISTS)
    answer = pages.browser.post(
        LISTS, data={"csrf_token": token_of(text), "file": (BytesIO(content), "list.csv")}
    )
    pages.last = answer
    assert answer.status_code == 303, answer.text[-2000:]
    return answer.headers["Location"]


def test_the_operators_pages_are_for_operators(pages: Pages, host: Host) -> None:
    pages.sign_in(askers.person(host, "coach", language="en"))
    for path in ("/operator", "/operator/events", "/operator/deliveries", LISTS):
        assert "This page is for others" in pages.open(path, status=403)


def test_organisations_are_listed_with_their_names(operator: Pages, host: Host) -> None:
    coach = askers.person(host, "coach")
    made = askers.call(
        host, coach, "congregations", "POST", "/congregations", {"name": "Zwaluwkerk Hensbroek"}
    )
    assert made.status_code == 201, made.text
    agency = askers.call(host, coach, "partners", "POST", "/agencies", {"name": "Wijdebron"})
    assert agency.status_code == 201, agency.text
    host.settle()
    text = operator.open("/operator")

    assert "Zwaluwkerk Hensbroek" in text
    assert "Wijdebron" in text
    assert str(NETWORK) in text


def test_an_invitation_can_be_taken_back(operator: Pages) -> None:
    page = f"/operator/organisations/network/{NETWORK}"
    operator.send(page, name="Ruben", email="ruben@coach.org", role="coach", language="nl")
    text = operator.follow()
    action = text.split('action="')
    take_back = next(a.split('"')[0] for a in action if "/invitations/" in a.split('"')[0])
    operator.send(page, take_back)

    assert "ruben@coach.org" not in operator.follow()


def test_an_invitation_without_address_or_role_says_what_to_mend(operator: Pages) -> None:
    page = f"/operator/organisations/network/{NETWORK}"
    answer = operator.send(page, name="Ruben", email="ruben", role="leader", language="nl")

    assert answer.status_code == 422
    assert 'id="role-error"' in answer.text


def test_an_organisation_that_does_not_exist_is_absent(operator: Pages) -> None:
    operator.open(f"/operator/organisations/agency/{new_id()}", status=404)
    operator.open(f"/operator/organisations/nothing/{NETWORK}", status=404)


def test_a_parked_event_is_shown_with_its_reason_and_tried_again(
    operator: Pages, host: Host
) -> None:
    askers.person(host, "leader")
    host.settle()
    with host.tools["identity"].db.read() as db:
        event_id, body = db.execute(select(outbox.c.event_id, outbox.c.body)).all()[-1]
    with host.tools["notifications"].db.write() as db:
        db.execute(
            update(inbox)
            .where(inbox.c.event_id == event_id)
            .values(state="parked", body=body, reason="the owner did not know it")
        )
    text = operator.open("/operator/events?service=notifications")
    assert "the owner did not know it" in text

    action = f"/operator/events/notifications/{event_id}/replay"
    operator.send("/operator/events?service=notifications", action)
    assert "tried again" in operator.follow()
    host.settle()
    assert "the owner did not know it" not in operator.open(
        "/operator/events?service=notifications"
    )


def test_a_service_nobody_knows_has_no_events(operator: Pages) -> None:
    operator.open("/operator/events?service=portal", status=404)


def test_the_operator_sees_where_mails_stand_and_never_what_is_in_them(
    operator: Pages, host: Host
) -> None:
    leader = askers.person(host, "leader", name="Hanneke Vreeburg", language="en")
    guest = operator.another()
    guest.send("/sign-in", email=leader.email, next="")
    host.settle()
    text = operator.open("/operator/deliveries")

    assert "Sign-in" in text
    assert "sent" in text
    assert leader.email not in text
    assert "/sign-in/" not in text


def test_a_mail_in_doubt_is_sent_again_only_after_asking(operator: Pages, host: Host) -> None:
    leader = askers.person(host, "leader")
    operator.another().send("/sign-in", email=leader.email, next="")
    host.settle()
    with host.tools["notifications"].db.write() as db:
        db.execute(update(Delivery).values(state="unknown", reason="the line went dead"))
    text = operator.open("/operator/deliveries?state=unknown")
    address = "/operator/deliveries/" + text.split('href="/operator/deliveries/')[1].split('"')[0]
    assert "the line went dead" in text

    answer = operator.send(address, confirm="yes")
    assert answer.status_code == 303
    assert "sent once more" in operator.follow()


def test_a_mail_that_was_sent_is_not_sent_again(operator: Pages, host: Host) -> None:
    leader = askers.person(host, "leader")
    operator.another().send("/sign-in", email=leader.email, next="")
    host.settle()
    with host.tools["notifications"].db.read() as db:
        number = db.scalars(select(Delivery.id)).one()
    answer = operator.send(f"/operator/deliveries/{number}/resend", confirm="yes")

    assert answer.status_code == 409


def test_a_list_of_people_groups_is_looked_at_before_it_is_taken_over(operator: Pages) -> None:
    report = upload(operator, people_groups())
    text = operator.follow()
    assert "Nothing has been changed yet" in text
    assert "No list yet" in operator.open(LISTS)

    operator.send(report)
    assert "Taken over" in operator.follow()
    assert "No list yet" not in operator.open(LISTS)


def test_a_list_that_is_none_is_refused_with_one_sentence(operator: Pages) -> None:
    report = upload(operator, b"\x00\x01\x02 nothing of the kind")
    text = operator.open(report, status=422)

    assert 'id="file-error"' in text
    assert "No list yet" in text


def test_no_file_at_all_is_said_beside_the_field(operator: Pages) -> None:
    answer = operator.send(LISTS)

    assert answer.status_code == 422
    assert "Choose a file" in answer.text


def test_a_list_is_kept_for_the_operator_who_brought_it_only(operator: Pages, host: Host) -> None:
    report = upload(operator, people_groups())
    other = operator.another()
    other.sign_in(askers.person(host, "operator", language="en"))

    assert "choose the file once more" in other.open(report, status=422)
    assert "Nothing has been changed yet" in operator.open(report)


def test_a_service_that_is_away_is_said_and_the_rest_stays(operator: Pages) -> None:
    operator.wire.cut.add("notifications")

    assert "try again shortly" in operator.open("/operator/deliveries", status=503)
    assert "Organisations" in operator.open("/operator")
