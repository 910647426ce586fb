"""What people see before an event has arrived everywhere."""

import pytest

from services.host import Host
from tests import askers


@pytest.fixture
def desk(pages, host: Host):
    pages.sign_in(askers.person(host, "coach", language="en"))
    return pages


def test_a_coach_sees_the_page_of_a_congregation_at_once_after_registering_it(desk) -> None:
    form = "/coach/congregations/new"

    answer = desk.send(form, form, name="De Wegwijzer")

    page = desk.open(answer.location)
    assert "De Wegwijzer" in page
    assert "Nothing is planned yet." in page
