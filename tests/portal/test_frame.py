import re
from pathlib import Path

import pytest

from services.host import Host
from services.portal.messages import missing_messages
from services.portal.paths import local_path
from tests import askers
from tests.portal.conftest import Pages


def test_a_page_for_signed_in_people_leads_nobody_to_sign_in_and_back(pages: Pages) -> None:
    pages.open("/account?x=1", status=303)

    assert pages.last is not None
    assert pages.last.headers["Location"] == "/sign-in?next=%2Faccount%3Fx%3D1"


def test_people_see_who_they_are_on_every_page(pages: Pages, host: Host) -> None:
    pages.sign_in(askers.person(host, "leader", name="Hanneke Vreeburg", language="en"))
    text = pages.open("/account")

    assert "Hanneke Vreeburg" in text
    assert "Signed in as Hanneke Vreeburg, leader" in text


def test_a_session_that_was_ended_elsewhere_signs_in_again(pages: Pages) -> None:
    pages.browser.set_cookie("missionscoach", "mcs_of_long_ago")
    pages.open("/account", status=303)
    assert pages.last is not None

    assert pages.last.headers["Location"].startswith("/sign-in")


def test_a_form_without_its_token_is_refused_with_a_page(pages: Pages) -> None:
    answer = pages.browser.post("/sign-in", data={"email": "a@b.example"})

    assert answer.status_code == 400
    assert "<h1>" in answer.text
    assert pages.wire.calls == []


def test_pages_forbid_foreign_code_and_are_not_kept(pages: Pages) -> None:
    pages.open("/sign-in")
    assert pages.last is not None
    headers = pages.last.headers

    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-store"


def test_pages_carry_no_style_or_script_of_their_own(pages: Pages) -> None:
    text = pages.open("/sign-in")

    assert "style=" not in text
    assert "<style" not in text
    assert re.findall(r"<script[^>]*>[^<]*", text) == re.findall(
        r'<script src="/static/[^>]*>', text
    )


def test_style_is_kept_for_good_under_the_mark_of_its_content(pages: Pages) -> None:
    text = pages.open("/sign-in")
    address = text.split('rel="stylesheet" href="')[1].split('"')[0]
    marked = pages.browser.get(address)
    unmarked = pages.browser.get(address.split("?")[0])

    assert "immutable" in marked.headers["Cache-Control"]
    assert unmarked.headers["Cache-Control"] == "no-cache"


def test_the_style_is_served_while_identity_is_away(pages: Pages) -> None:
    pages.browser.set_cookie("missionscoach", "mcs_whatever")
    pages.wire.cut.add("identity")

    assert pages.browser.get("/static/style.css").status_code == 200
    assert pages.browser.get("/health/live").status_code == 200


def test_a_service_that_is_away_makes_a_page_that_says_so(pages: Pages, host: Host) -> None:
    pages.sign_in(askers.person(host, "coach"))
    pages.wire.cut.add("identity")
    text = pages.open("/account", status=503)

    assert "try again shortly" in text


def test_what_is_absent_and_what_is_hidden_look_the_same(pages: Pages, host: Host) -> None:
    theirs = askers.person(host, "leader")
    pages.sign_in(askers.person(host, "leader"))
    other = pages.another()
    other.sign_in(theirs)
    session_id = other.open("/account").split("/account/devices/")[1].split("/")[0]
    nobody = session_id[:-4] + ("0000" if session_id[-4:] != "0000" else "1111")
    hidden = pages.send("/account", f"/account/devices/{session_id}/end")
    absent = pages.send("/account", f"/account/devices/{nobody}/end")

    assert (hidden.status_code, absent.status_code) == (404, 404)
    assert hidden.text.split("<main")[1] == absent.text.split("<main")[1]


def test_a_foreign_host_name_is_refused_without_a_page(pages: Pages) -> None:
    answer = pages.browser.get("/sign-in", base_url="http://evil.example")

    assert answer.status_code == 400


def test_the_language_of_the_browser_counts_until_one_is_chosen(pages: Pages) -> None:
    assert "Sign in" in pages.open("/sign-in", language="en-GB,en;q=0.8")
    assert "Inloggen" in pages.open("/sign-in", language="nl")
    assert "Inloggen" in pages.open("/sign-in", language="fr")

    pages.send("/sign-in", "/language", language="en", back="/sign-in")
    chosen = pages.send("/sign-in", "/language", language="nl", back="/sign-in")
    assert chosen.headers["Location"] == "/sign-in"


def test_a_chosen_language_is_kept_for_the_person_on_every_device(pages: Pages, host: Host) -> None:
    leader = askers.person(host, "leader", language="nl")
    pages.sign_in(leader)
    pages.send("/account", "/language", back="/account", language="en")
    elsewhere = pages.another()
    elsewhere.sign_in(leader)

    assert "My account" in elsewhere.open("/account", language="nl")


def test_a_page_too_large_to_be_a_form_is_refused(pages: Pages) -> None:
    answer = pages.send("/sign-in", email="x" * 300_000)

    assert answer.status_code == 413


@pytest.mark.parametrize(
    "wanted",
    ["//evil.example", "https://evil.example", "/\\evil.example", "/a\nb", "evil", "", None],
)
def test_only_paths_of_this_site_are_followed(wanted: str | None) -> None:
    assert local_path(wanted) == "/"


def test_a_path_of_this_site_is_followed_with_its_query() -> None:
    assert local_path("/congregation?tab=2") == "/congregation?tab=2"


def test_every_message_of_the_pages_has_its_dutch() -> None:
    assert missing_messages() == []


def test_a_message_without_dutch_is_found(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    page = tmp_path / "templates" / "planted.html"
    page.write_text("{{ _('Nobody translated this') }}{{ _('Save') }}")
    (tmp_path / "view.py").write_text("text = _('Nor this')\n")

    found = {message for _file, message in missing_messages(tmp_path)}
    assert found == {"Nobody translated this", "Nor this"}
