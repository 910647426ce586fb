"""What is typed in a marked form outlives a dropped line, and goes away once it was sent."""

import threading
from collections.abc import Iterator

import pytest
from flask import Flask, redirect, request
from playwright.sync_api import Browser, Page
from werkzeug.serving import make_server
from werkzeug.wrappers import Response

from services.portal.messages import PORTAL

STATIC = str(PORTAL / "static")
FORM = """<!doctype html><html lang="{language}"><head><title>Avond</title>
<script src="/static/keep.js" defer></script></head><body>{errors}
<form method="post" action="/evening" data-keep="workshop-1">
<input type="hidden" name="token" value="t">
<textarea name="cards">{cards}</textarea><textarea name="cards"></textarea>
<input name="agreed" value="{agreed}"><button>Bewaren</button></form>
<form method="post" action="/other"><textarea name="free"></textarea><button>Stuur</button></form>
<form method="post" action="/sign-out"><button>Afmelden</button></form></body></html>"""


class Evening:
    """A page with a kept form, as the portal answers it; `mood` is how it answers a sending."""

    def __init__(self) -> None:
        self.mood, self.agreed, self.language = "done", "", "nl"
        self.got: list[list[str]] = []
        self.app = Flask("evening", static_folder=STATIC)
        self.app.add_url_rule("/evening", view_func=self.show)
        self.app.add_url_rule("/evening", "send", self.send, methods=["POST"])
        for path in ("/sign-in", "/sign-out"):
            view = self.plain if path == "/sign-in" else lambda: redirect("/sign-in", 303)
            self.app.add_url_rule(path, path, view, methods=["GET", "POST"])

    def show(self, errors: str = "", cards: str = "") -> str:
        return FORM.format(language=self.language, errors=errors, cards=cards, agreed=self.agreed)

    def plain(self) -> str:
        return "<!doctype html><html lang=nl><script src='/static/keep.js' defer></script>"

    def send(self) -> Response | str | tuple[str, int]:
        if self.mood == "signed out":
            return redirect("/sign-in", 303)
        if self.mood == "to be mended":
            return self.show("<p class=errors>Vul in</p>", request.form["cards"]), 422
        self.got.append(request.form.getlist("cards"))
        return redirect("/evening", 303)


@pytest.fixture
def evening() -> Evening:
    return Evening()


@pytest.fixture
def page(evening: Evening, chromium: Browser) -> Iterator[Page]:
    server = make_server("127.0.0.1", 0, evening.app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    context = chromium.new_context(base_url=f"http://127.0.0.1:{server.port}")
    shown = context.new_page()
    shown.goto("/evening")
    yield shown
    context.close()
    server.shutdown()
    thread.join()


def cards(page: Page) -> list[str]:
    return [page.locator("[name=cards]").nth(n).input_value() for n in (0, 1)]


def send(page: Page) -> None:
    page.get_by_role("button", name="Bewaren").click()


def drop_line(page: Page) -> None:
    page.route("**/evening", lambda route: route.abort())
    send(page)
    page.wait_for_url("chrome-error://**")
    page.unroute("**/evening")
    page.goto("/evening")


def kept(page: Page) -> int:
    return int(page.evaluate("Object.keys(localStorage).length"))


def test_text_is_back_after_the_line_dropped(page: Page, evening: Evening) -> None:
    page.locator("[name=cards]").nth(0).fill("wij bidden\nelke week")
    page.locator("[name=cards]").nth(1).fill("jeugd doet mee")
    drop_line(page)

    assert cards(page) == ["wij bidden\nelke week", "jeugd doet mee"]
    assert "Tekst die nog niet was verstuurd" in page.get_by_role("status").inner_text()
    assert evening.got == []


def test_text_is_gone_once_it_was_sent(page: Page, evening: Evening) -> None:
    page.locator("[name=cards]").nth(0).fill("eerste")
    drop_line(page)
    send(page)
    page.wait_for_url("**/evening")

    assert [text for text in evening.got[0] if text] == ["eerste"]
    assert cards(page) == ["", ""]
    assert kept(page) == 0


def test_a_form_that_must_be_mended_keeps_its_text_through_a_second_drop(
    page: Page, evening: Evening
) -> None:
    evening.mood = "to be mended"
    page.locator("[name=cards]").nth(0).fill("eerste")
    send(page)
    page.wait_for_selector(".errors")
    drop_line(page)

    assert cards(page)[0] == "eerste"


def test_a_session_that_ended_meanwhile_loses_nothing(page: Page, evening: Evening) -> None:
    evening.mood = "signed out"
    page.locator("[name=cards]").nth(0).fill("eerste")
    send(page)
    page.wait_for_url("**/sign-in")
    page.goto("/evening")

    assert cards(page)[0] == "eerste"


def test_a_field_that_changed_meanwhile_is_left_alone_and_the_text_is_shown(
    page: Page, evening: Evening
) -> None:
    page.locator("[name=agreed]").fill("mijn tekst")
    evening.agreed = "tekst van een ander"
    drop_line(page)

    assert page.locator("[name=agreed]").input_value() == "tekst van een ander"
    assert "mijn tekst" in page.get_by_role("status").inner_text()


def test_kept_text_can_be_thrown_away(page: Page) -> None:
    page.locator("[name=cards]").nth(0).fill("eerste")
    page.reload()
    page.get_by_role("button", name="Weggooien").click()

    assert cards(page) == ["", ""]
    assert kept(page) == 0


def test_the_notice_speaks_the_language_of_the_page(page: Page, evening: Evening) -> None:
    page.locator("[name=cards]").nth(0).fill("first")
    evening.language = "en"
    page.reload()

    assert "Text that had not been sent yet" in page.get_by_role("status").inner_text()


def test_text_older_than_a_day_is_thrown_away(page: Page) -> None:
    page.locator("[name=cards]").nth(0).fill("eerste")
    page.evaluate(
        "const [n] = Object.keys(localStorage), k = JSON.parse(localStorage[n]);"
        "localStorage[n] = JSON.stringify({...k, at: k.at - 25 * 3600 * 1000})"
    )
    page.reload()

    assert cards(page) == ["", ""]
    assert kept(page) == 0


def test_forms_without_the_mark_and_hidden_fields_are_never_kept(page: Page) -> None:
    page.locator("[name=free]").fill("geheim")

    assert kept(page) == 0
    page.locator("[name=cards]").nth(0).fill("eerste")
    assert "token" not in page.evaluate("JSON.stringify(localStorage)")


def test_signing_out_throws_everything_away(page: Page) -> None:
    page.locator("[name=cards]").nth(0).fill("eerste")
    page.get_by_role("button", name="Afmelden").click()
    page.wait_for_url("**/sign-in")

    assert kept(page) == 0
