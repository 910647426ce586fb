import pytest

from services.host import Host
from shared.contracts.event import NETWORK
from tests import askers
from tests.portal.conftest import Pages

FOR_ALL = ["/sign-in", "/sign-in/mcl_x", "/setup/mcu_x", "/sample", "/mailbox", "/"]
FOR_OPERATORS = [
    "/account",
    "/operator",
    f"/operator/organisations/network/{NETWORK}",
    "/operator/events",
    "/operator/deliveries",
    f"/operator/deliveries/{NETWORK}/resend",
    "/operator/people-groups",
]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_pages_for_everybody_are_there_in_both_languages(pages: Pages, language: str) -> None:
    heads = set()
    for path in FOR_ALL:
        text = pages.open(path, language=language)
        assert f'<html lang="{language}">' in text
        heads.add(text.split("<h1>")[1].split("</h1>")[0])

    assert ("Inloggen" in heads) == (language == "nl")
    assert ("Sign in" in heads) == (language == "en")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_pages_of_the_operator_are_there_in_his_language(
    pages: Pages, host: Host, language: str
) -> None:
    pages.sign_in(askers.person(host, "operator", language=language))
    other = {"nl": "en", "en": "nl"}[language]
    for path in FOR_OPERATORS:
        text = pages.open(path, language=other)
        assert f'<html lang="{language}">' in text

    assert ("Volken" in text) == (language == "nl")


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("nl", "Hier is niets"), ("en", "There is nothing here")],
)
def test_a_page_that_is_not_there_says_so_in_the_language_of_the_browser(
    pages: Pages, language: str, sentence: str
) -> None:
    assert sentence in pages.open("/nowhere", language=language, status=404)


def test_numbers_and_days_follow_the_language(pages: Pages, host: Host) -> None:
    leader = askers.person(host, "leader", language="en")
    pages.sign_in(leader)
    pages.another().sign_in(leader)
    assert "23 November 2026" in pages.open("/account")

    pages.send("/account", "/language", language="nl", back="/account")
    assert "23 november 2026" in pages.open("/account")
