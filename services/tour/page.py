"""One page as a browser without script sees it: its words, links and forms."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from services.tour.missing import Missing

SILENT = frozenset({"script", "style", "title", "head"})
VOID = frozenset({"input", "br", "img", "meta", "link", "hr", "use", "path", "circle"})


@dataclass
class Form:
    """A form with what it would send untouched; `choices` are the values a field offers."""

    action: str
    method: str
    values: dict[str, list[str]] = field(default_factory=dict)
    choices: dict[str, list[str]] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)

    def add(self, name: str, value: str, *, sent: bool) -> None:
        """Note a control of this name; `sent` tells whether it goes along untouched."""
        self.names.append(name)
        self.choices.setdefault(name, []).append(value)
        if sent:
            self.values.setdefault(name, []).append(value)


@dataclass
class Page:
    """An answer that a person reads; `fields` are the values of all inputs, in a form or not."""

    path: str
    status: int
    forms: list[Form] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)
    words: str = ""

    @property
    def numbers(self) -> set[int]:
        """Return the whole numbers on the page, whether written 17000, 17.000 or 17,000."""
        found = re.findall(r"\d+(?:[.,]\d{3})*", self.words)
        return {int(re.sub(r"[.,]", "", number)) for number in found}

    def form(self, *names: str, action: str = "") -> Form:
        """Return the form that has these fields and leads to an address with `action` in it."""
        for form in self.forms:
            if all(name in form.names for name in names) and action in form.action:
                return form
        wanted = ", ".join(names) or action
        raise Missing(f"the page {self.path} has no form with {wanted}")

    def link(self, part: str) -> str:
        """Return the address of the first link with this in its address."""
        for href, _text in self.links:
            if part in href:
                return href
        raise Missing(f"the page {self.path} has no link to {part}")


def read(path: str, status: int, html: str) -> Page:
    """Read a page."""
    reader = _Reader(Page(path, status))
    reader.feed(html)
    reader.close()
    return reader.finished()


class _Reader(HTMLParser):
    def __init__(self, page: Page) -> None:
        super().__init__(convert_charrefs=True)
        self._page = page
        self._open: list[str] = []
        self._words: list[str] = []
        self._form: Form | None = None
        self._select: str | None = None
        self._area: tuple[str, list[str]] | None = None
        self._link: tuple[str, list[str]] | None = None

    def finished(self) -> Page:
        self._page.words = " ".join(" ".join(self._words).split())
        return self._page

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag not in VOID:
            self._open.append(tag)
        if tag == "input" and given.get("name"):
            self._page.fields[given["name"]] = given.get("value", "")
        if tag == "form":
            self._begin_form(given)
        elif tag == "a" and "href" in given:
            self._link = (given["href"], [])
        elif self._form is not None:
            self._control(tag, given)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            while self._open.pop() != tag:
                pass
        if tag == "form":
            self._form = None
        elif tag == "select":
            self._end_select()
        elif tag == "textarea" and self._area and self._form:
            self._form.add(self._area[0], "".join(self._area[1]).lstrip("\n"), sent=True)
            self._area = None
        elif tag == "a" and self._link:
            self._page.links.append((self._link[0], " ".join("".join(self._link[1]).split())))
            self._link = None

    def handle_data(self, data: str) -> None:
        if self._area:
            self._area[1].append(data)
        elif not SILENT.intersection(self._open):
            self._words.append(data)
        if self._link:
            self._link[1].append(data)

    def _begin_form(self, given: dict[str, str]) -> None:
        self._form = Form(
            action=given.get("action") or self._page.path,
            method=given.get("method", "get").lower(),
        )
        self._page.forms.append(self._form)

    def _control(self, tag: str, given: dict[str, str]) -> None:
        assert self._form
        name, value = given.get("name", ""), given.get("value", "")
        if tag == "option" and self._select:
            self._form.add(self._select, value, sent="selected" in given)
        elif not name or "disabled" in given:
            return
        elif tag == "select":
            self._select = name
        elif tag == "textarea":
            self._area = (name, [])
        elif tag == "button":
            self._form.add(name, value, sent=False)
        elif tag == "input" and given.get("type") in ("checkbox", "radio"):
            self._form.add(name, value or "on", sent="checked" in given)
        elif tag == "input":
            self._form.add(name, value, sent=given.get("type") not in ("file", "submit"))

    def _end_select(self) -> None:
        # a browser sends the first option when none is marked
        if self._form and self._select and self._form.choices.get(self._select):
            first = self._form.choices[self._select][0]
            self._form.values.setdefault(self._select, [first])
        self._select = None
