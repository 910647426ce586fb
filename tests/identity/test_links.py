from datetime import timedelta
from uuid import uuid4

import pytest

from services.host import Host
from shared.clock import StillClock
from tests import askers
from tests.identity.conftest import audited, contents


def make(host, ask, someone, **more):
    body = {
        "person_id": str(someone.id),
        "organisation_id": str(someone.organisation_id),
        "purpose": "answer",
        "subject": "0190a1b2-0000-7000-8000-000000000009",
        **more,
    }
    return ask(askers.service(host, "notifications"), "POST", "/links", body)


def use(ask, token, audience="partners"):
    return ask(None, "POST", "/links/check", {"token": token, "audience": audience})


def test_a_mailed_link_vouches_for_one_thing_on_behalf_of_one_agency(host, ask):
    contact = askers.person(host, "contact")
    token = make(host, ask, contact).json["token"]

    answer = use(ask, token).json
    actor = host.tools["partners"].verifier.read(answer["assertion"])

    assert actor.kind == "link"
    assert actor.id == contact.id
    assert actor.scopes == {"answer:0190a1b2-0000-7000-8000-000000000009"}
    assert actor.has("contact", contact.organisation_id)
    assert answer["purpose"] == "answer"
    assert answer["organisation_id"] == str(contact.organisation_id)


def test_a_link_opens_nothing_that_belongs_to_people(host, ask):
    token = make(host, ask, askers.person(host, "contact")).json["token"]
    assertion = use(ask, token, "identity").json["assertion"]

    assert ask(assertion, "GET", "/me").status_code == 403
    assert ask(assertion, "GET", "/sessions").status_code == 403


@pytest.mark.parametrize(
    ("time", "status"), [({"days": 14, "seconds": -1}, 200), ({"days": 14}, 422)]
)
def test_a_link_holds_for_fourteen_days(host: Host, clock: StillClock, ask, time, status):
    token = make(host, ask, askers.person(host, "contact")).json["token"]
    clock.advance(timedelta(**time))

    assert use(ask, token).status_code == status


def test_a_link_ends_with_the_membership_of_its_person(host, ask):
    contact = askers.person(host, "contact")
    token = make(host, ask, contact).json["token"]
    ask(askers.person(host, "operator"), "DELETE", f"/memberships/{contact.membership_id}")

    assert use(ask, token).status_code == 422


def test_a_link_for_somebody_elsewhere_is_not_made(host, ask):
    contact = askers.person(host, "contact")

    answer = make(host, ask, contact, organisation_id=str(uuid4()))

    assert answer.status_code == 422
    assert "person_id" in answer.json["fields"]


def test_only_our_own_services_make_links_and_only_the_hash_is_kept(host, ask):
    contact, operator = askers.person(host, "contact"), askers.person(host, "operator")
    token = make(host, ask, contact).json["token"]
    body = {
        "person_id": str(contact.id),
        "organisation_id": str(contact.organisation_id),
        "purpose": "answer",
        "subject": "1",
    }

    assert ask(operator, "POST", "/links", body).status_code == 403
    assert token not in repr(contents(host))
    assert audited(host)[-1] == "POST /links"
