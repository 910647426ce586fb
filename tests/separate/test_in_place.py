import pytest
from werkzeug.test import Client

from services.host import Host
from services.separate import in_place


@pytest.mark.parametrize("path", ["/health/live", "/health/ready", "/api/partners/health/ready"])
def test_one_health_check_fits_every_service(host: Host, path: str) -> None:
    assert Client(in_place("partners", host.apps["partners"])).get(path).status_code == 200


def test_the_portal_answers_its_health_at_the_same_place(host: Host) -> None:
    assert Client(in_place("portal", host.apps["portal"])).get("/health/live").status_code == 200


@pytest.mark.parametrize("path", ["/", "/offerings", "/api/identity/health/live", "/healthy"])
def test_a_service_answers_nowhere_else(host: Host, path: str) -> None:
    assert Client(in_place("partners", host.apps["partners"])).get(path).status_code == 404
