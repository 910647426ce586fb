"""Whoever meets a fault can quote a number that leads to what was logged of it."""

from services.portal.session import COOKIE
from tests.portal.conftest import Pages, Wire


def test_a_page_that_failed_tells_the_number_of_its_trace_in_both_languages(
    pages: Pages, wire: Wire
) -> None:
    wire.cut.add("identity")
    pages.browser.set_cookie(COOKIE, "mcs_any")
    english = pages.open("/account", status=503)
    number = pages.last.headers["traceparent"].split("-")[1]
    dutch = pages.open("/account", status=503, language="nl")

    assert f"<code>{number}</code>" in english
    assert "tell the operator this number" in english
    assert "geef dan dit nummer door" in dutch


def test_a_page_that_is_refused_for_a_reason_tells_no_number(pages: Pages) -> None:
    assert "<code>" not in pages.open("/nothing-here", status=404)
