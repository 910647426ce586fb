"""Every letter is whole in both languages and both bodies, whatever its facts contain."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jinja2 import Environment, FileSystemLoader

import services.notifications.render as render_module
from services.notifications.cleaning import Unbuildable
from services.notifications.facts import Evening
from services.notifications.mail import Letter, Sender, build
from services.notifications.parity import facts_missing_in, parity_gaps
from services.notifications.render import FILES, LANGUAGES, LETTERS, LetterKind, Rendered, render
from shared.actor import Role

Source = tuple[str, str, Callable[[], bool]]
NAMES = [kind.name for kind in LETTERS]
SAMPLE: dict[str, object] = {
    "agency": "Stichting Verre Naasten",
    "agenda": "Koffie\nTerugblik op les 2\nSamen bidden",
    "body": "kerkenraad",
    "by": "Anna de Wit",
    "coach": "Pieter Bos",
    "code": "K7F-204",
    "calendar_link": "https://missionscoach.example/account",
    "congregation": "De Bron, Ede",
    "contact": "Maria Smit",
    "contact_address": "maria@naasten.example",
    "discreet": False,
    "evenings": [
        Evening(datetime(2026, 11, 12, 18, 30, tzinfo=UTC), 120),
        Evening(datetime(2026, 11, 19, 18, 30, tzinfo=UTC), 120),
    ],
    "inviter": "Pieter Bos",
    "link": "https://missionscoach.example/s/abc?x=1&y=2",
    "minutes": 120,
    "months": 6,
    "offering": "Tien dagen meewerken",
    "on": date(2026, 10, 5),
    "organisation": "De Bron, Ede",
    "personal": "Fijn dat jullie er zijn.\n\nTot dan!",
    "place": "Kerkstraat 1, Ede",
    "previous_start": datetime(2026, 11, 5, 18, 30, tzinfo=UTC),
    "role": "leader",
    "start": datetime(2026, 11, 12, 18, 30, tzinfo=UTC),
    "title": "Les 3",
    "until": date(2026, 12, 1),
    "what": "Wij gaan verder met het hele traject",
    "zone": "Europe/Amsterdam",
}
TEXTS = [
    name
    for name, value in SAMPLE.items()
    if isinstance(value, str) and name not in {"calendar_link", "link", "zone"}
]
FORBIDDEN_IN_SUBJECTS = re.compile(
    r"kerk|gemeente|zending|missi|geloof|god|bid|kairos|church|congregation|faith|pray|people|volk|land",
    re.IGNORECASE,
)
FORBIDDEN_STYLE = re.compile(
    r"<style|<link|<script|<img|class=|flex|grid|position:|float|url\(|@media|javascript:|rem\b|var\(|calc\(",
    re.IGNORECASE,
)


def facts_of(kind: LetterKind, **changes: object) -> dict[str, object]:
    return {name: SAMPLE[name] for name in kind.facts} | {
        name: value for name, value in changes.items() if name in kind.facts
    }


def every_letter(**changes: object) -> list[tuple[LetterKind, str, Rendered]]:
    return [
        (kind, language, render(kind.name, language, facts_of(kind, **changes)))
        for kind in LETTERS
        for language in LANGUAGES
    ]


def kind_of(name: str) -> LetterKind:
    return next(kind for kind in LETTERS if kind.name == name)


class Page(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.words = ""
        self.unmatched: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in {"br", "meta"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.unmatched.append(tag)

    def handle_data(self, data: str) -> None:
        self.words += data


def test_every_letter_tells_the_same_in_both_languages_and_both_bodies() -> None:
    assert parity_gaps() == []


def test_a_letter_that_forgets_a_fact_in_one_language_is_noticed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    changed = render_module.environment().overlay()
    loader = changed.loader
    assert isinstance(loader, FileSystemLoader)

    class Forgetful(FileSystemLoader):
        def get_source(self, environment: Environment, template: str) -> Source:
            source, name, fresh = super().get_source(environment, template)
            forgets = template == "session_planned/en/body.html"
            return (source.replace("{{ day }}", "soon") if forgets else source, name, fresh)

    changed.loader = Forgetful(loader.searchpath)
    monkeypatch.setattr("services.notifications.parity.environment", lambda: changed)

    assert [gap.split(" tells")[0] for gap in parity_gaps()] == ["session_planned/en/body.html"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_the_plain_body_says_nothing_that_the_page_does_not(name: str, language: str) -> None:
    assert facts_missing_in(name, language, facts_of(kind_of(name))) == []


@pytest.mark.parametrize("name", NAMES)
def test_every_fact_is_told_in_both_bodies(name: str) -> None:
    kind = kind_of(name)
    untold = {"code", "discreet"} if "discreet" in kind.facts else set()
    texts = [
        n for n in kind.facts if n in TEXTS and n not in untold | {"role", "agenda", "personal"}
    ]
    for language in LANGUAGES:
        letter = render(name, language, facts_of(kind))
        words = Page(letter.html).words

        assert [n for n in texts if str(SAMPLE[n]) not in letter.plain] == []
        assert [n for n in texts if str(SAMPLE[n]) not in words] == []
        assert str(SAMPLE["link"]) in letter.plain
        assert ("href", SAMPLE["link"]) in Page(letter.html).attributes


@pytest.mark.parametrize("name", NAMES)
def test_no_letter_has_a_hole_when_everything_optional_is_absent(name: str) -> None:
    kind = kind_of(name)
    bare = facts_of(kind) | dict.fromkeys(kind.optional)
    for language in LANGUAGES:
        letter = render(name, language, bare)

        assert not re.search(r"None|\{\{|\{%|undefined", letter.plain + letter.html)
        assert not re.search(r"\n\n\n\n|:\s*\n\n(?!    )|  \n", letter.plain)


@pytest.mark.parametrize("name", NAMES)
def test_a_missing_fact_is_named_and_nothing_is_rendered(name: str) -> None:
    kind = kind_of(name)
    for fact in kind.facts:
        if fact in kind.optional:
            continue
        with pytest.raises(Unbuildable) as refused:
            render(name, "nl", {k: v for k, v in facts_of(kind).items() if k != fact})

        assert refused.value.field == fact


def test_the_agency_cannot_be_told_who_asks_before_it_said_yes() -> None:
    facts = facts_of(kind_of("request_to_agency"))

    with pytest.raises(Unbuildable, match=r"^congregation"):
        render("request_to_agency", "nl", facts | {"congregation": "De Bron, Ede"})


@pytest.mark.parametrize("name", [kind.name for kind in LETTERS if "discreet" in kind.facts])
def test_a_discreet_letter_holds_a_code_and_a_link_and_no_other_fact(name: str) -> None:
    facts = facts_of(kind_of(name), discreet=True)
    others = [
        str(facts[n]) for n in facts if n in TEXTS and n not in {"code", "agenda", "personal"}
    ]
    for language in LANGUAGES:
        letter = render(name, language, facts)
        everything = letter.subject + letter.plain + Page(letter.html).words

        assert "K7F-204" in letter.plain
        assert str(SAMPLE["link"]) in letter.plain
        assert [text for text in others if text in everything] == []
        assert not re.search(r"2026|Koffie|Fijn dat", everything)
        assert letter == render(
            "session_planned",
            language,
            {"discreet": True} | {n: SAMPLE[n] for n in ("code", "link")},
        )


def test_a_discreet_letter_without_its_code_is_refused() -> None:
    with pytest.raises(Unbuildable, match=r"^code"):
        render("session_planned", "nl", {"discreet": True, "link": SAMPLE["link"], "code": None})


def test_subjects_carry_nothing_that_others_should_not_read_over_a_shoulder() -> None:
    subjects = [letter.subject for _, _, letter in every_letter()]
    told = [str(value) for name, value in SAMPLE.items() if name in TEXTS]

    assert [s for s in subjects if FORBIDDEN_IN_SUBJECTS.search(s)] == []
    assert [s for s in subjects for text in told if text in s] == []
    assert all(0 < len(subject) <= 70 and "\n" not in subject for subject in subjects)


@pytest.mark.parametrize(
    ("language", "day", "hours"),
    [
        ("nl", "donderdag 12 november 2026", "19:30–21:30 uur (tijd in Amsterdam)"),
        ("en", "Thursday 12 November 2026", "19:30–21:30 (Amsterdam time)"),
    ],
)
def test_a_moment_is_told_in_the_readers_words_at_the_meetings_own_clock(
    language: str, day: str, hours: str
) -> None:
    letter = render("session_planned", language, facts_of(kind_of("session_planned")))

    assert day in letter.subject
    assert f"{day}, {hours}" in letter.plain
    assert f"{day}, {hours}" in Page(letter.html).words


def test_a_moved_meeting_tells_both_the_old_and_the_new_moment() -> None:
    plain = render("session_moved", "nl", facts_of(kind_of("session_moved"))).plain

    assert "Nieuw: donderdag 12 november 2026, 19:30–21:30 uur" in plain
    assert "Was:   donderdag 5 november 2026, 19:30 uur" in plain


@pytest.mark.parametrize(
    ("start", "minutes", "zone", "told"),
    [
        (datetime(2026, 10, 24, 23, 0, tzinfo=UTC), 180, "Europe/Amsterdam", "01:00–03:00"),
        (
            datetime(2026, 11, 12, 22, 0, tzinfo=UTC),
            120,
            "Europe/Amsterdam",
            "23:00–vrijdag 13 november 2026 01:00",
        ),
        (
            datetime(2026, 11, 12, 12, 0, tzinfo=UTC),
            45,
            "Asia/Kathmandu",
            "17:45–18:30 uur (tijd in Kathmandu)",
        ),
    ],
)
def test_the_end_is_counted_in_real_minutes(
    start: datetime, minutes: int, zone: str, told: str
) -> None:
    facts = facts_of(kind_of("session_planned"), start=start, minutes=minutes, zone=zone)

    assert told in render("session_planned", "nl", facts).plain


@pytest.mark.parametrize(
    ("fact", "value"),
    [
        ("start", datetime(2026, 11, 12, 19, 30)),  # noqa: DTZ001 - the mistake
        ("start", "2026-11-12"),
        ("previous_start", date(2026, 11, 5)),
        ("zone", "Mars/Olympus"),
        ("zone", "../../etc/passwd"),
        ("zone", "/etc/passwd"),
        ("zone", 1),
        ("minutes", 0),
        ("minutes", True),
        ("minutes", "120"),
        ("link", "javascript:alert(1)"),
        ("link", "https://"),
        ("link", 'https://x.example/"onclick="x'),
        ("link", "https://x.example/\r\nBcc: y"),
        ("title", 7),
        ("title", " \u202e\n"),
        ("coach", ""),
        ("discreet", "no"),
    ],
)
def test_a_fact_of_the_wrong_kind_is_refused_by_its_name(fact: str, value: object) -> None:
    facts = facts_of(kind_of("session_moved"), **{fact: value})

    with pytest.raises(Unbuildable) as refused:
        render("session_moved", "nl", facts)

    assert refused.value.field == fact


@pytest.mark.parametrize(
    ("name", "language"), [("no_such_letter", "nl"), ("sign_in", "de"), ("../x", "nl")]
)
def test_an_unknown_letter_or_language_is_refused(name: str, language: str) -> None:
    with pytest.raises(Unbuildable):
        render(name, language, facts_of(kind_of("sign_in")))


@pytest.mark.parametrize(
    "attack",
    [
        "{{ 7*7 }}",
        "{% for x in range(9) %}x{% endfor %}",
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{{ 'a'*1000000000 }}",
        "{# hidden #}",
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "</td></tr></table><a href='https://evil.example'>Inloggen</a>",
        "Les\r\nBcc: evil@x.example",
        "=?utf-8?q?Les_3=0D=0ABcc=3A_evil=40x?=",
        "naam\u2028Bcc: evil@x.example\x00",
    ],
)
def test_what_people_type_is_printed_and_never_obeyed(attack: str) -> None:
    clean = {(kind.name, language): letter for kind, language, letter in every_letter()}
    attacked = {name: attack for name in TEXTS if name != "role"}
    for kind, language, letter in every_letter(**attacked):
        usual = clean[kind.name, language]
        page = Page(letter.html)

        assert letter.subject == usual.subject
        assert set(page.tags) == set(Page(usual.html).tags)
        assert page.unmatched == []
        assert page.open == []
        assert not [name for name, _ in page.attributes if name.startswith("on")]
        ours = {SAMPLE[fact] for fact in ("link", "calendar_link") if fact in kind.facts}
        assert {v for n, v in page.attributes if n == "href"} == ours
        assert "Bcc" not in headers_of(letter, language)


def headers_of(letter: Rendered, language: str) -> str:
    mail = Letter(
        to="jan@kerk.example",
        subject=letter.subject,
        plain=letter.plain,
        html=letter.html,
        message_id="<1@missionscoach.example>",
        date=datetime(2026, 11, 1, tzinfo=UTC),
        language=language,
    )
    wire = build(mail, sender=Sender("Missionscoach", "post@missionscoach.example"))
    return wire.partition(b"\r\n\r\n")[0].decode()


def test_a_typed_template_is_shown_letter_for_letter() -> None:
    facts = facts_of(kind_of("session_planned"), title="{{ 7*7 }}", personal="{% if %}")
    letter = render("session_planned", "nl", facts)

    assert "{{ 7*7 }}" in letter.plain
    assert "{{ 7*7 }}" in Page(letter.html).words
    assert "    {% if %}" in letter.plain


def test_a_personal_paragraph_is_marked_as_the_coachs_own_words() -> None:
    letter = render("session_planned", "nl", facts_of(kind_of("session_planned")))

    assert (
        "Pieter Bos schrijft u erbij:\n    Fijn dat jullie er zijn.\n\n    Tot dan!" in letter.plain
    )
    assert "Fijn dat jullie er zijn.<br><br>Tot dan!" in letter.html


def test_an_endless_note_is_cut_with_a_notice_and_still_fits_in_a_mail() -> None:
    for kind, language, letter in every_letter(personal="é" * 1_000_000, agenda="x\n" * 500_000):
        if "personal" in kind.facts:
            assert ("[ingekort" if language == "nl" else "[shortened") in letter.plain
        assert headers_of(letter, language)


@pytest.mark.parametrize("name", NAMES)
def test_the_page_uses_only_what_old_mail_programs_show_and_says_its_language(name: str) -> None:
    for language in LANGUAGES:
        html = render(name, language, facts_of(kind_of(name))).html
        page = Page(html)

        assert FORBIDDEN_STYLE.findall(html) == []
        assert page.unmatched == []
        assert page.open == []
        assert ("lang", language) in page.attributes
        assert page.tags.count("table") == [value for _, value in page.attributes].count(
            "presentation"
        )


def test_every_role_is_named_in_the_readers_language() -> None:
    roles = {
        (role, language): render("invitation", language, facts_of(kind_of("invitation"), role=role))
        for role in get_args(Role)
        for language in LANGUAGES
    }
    codes = [key for key, letter in roles.items() if "_" in letter.plain]

    assert codes == []
    assert "lid van de werkgroep" in roles["working_group", "nl"].plain
    assert "contact person" in roles["contact", "en"].plain


def test_a_right_to_left_name_is_turned_by_its_own_letters_only() -> None:
    html = render("session_planned", "nl", facts_of(kind_of("session_planned"), coach="משה")).html

    assert '<span dir="auto">משה</span>' in html


def test_every_folder_of_letters_is_a_letter_with_all_its_files() -> None:
    folder = Path(render_module.__file__).parent / "letters"
    found = {path.name for path in folder.iterdir() if path.is_dir()}
    missing = [
        f"{name}/{language}/{file}"
        for name in found
        for language in LANGUAGES
        for file in FILES
        if not (folder / name / language / file).is_file()
    ]

    assert found == {*NAMES, "discreet"}
    assert missing == []


ANY_TEXT: st.SearchStrategy[Mapping[str, str]] = st.fixed_dictionaries(
    {name: st.text(min_size=1, max_size=80).map(lambda t: f"A{t}") for name in TEXTS}
)


@settings(
    max_examples=60, deadline=timedelta(seconds=5), suppress_health_check=[HealthCheck.too_slow]
)
@given(ANY_TEXT, st.sampled_from(NAMES), st.sampled_from(LANGUAGES))
def test_any_text_gives_a_whole_letter_that_can_be_built(
    texts: Mapping[str, str], name: str, language: str
) -> None:
    facts = facts_of(kind_of(name), **texts)
    letter = render(name, language, facts)

    assert facts_missing_in(name, language, facts) == []
    assert "To: jan@kerk.example" in headers_of(letter, language)
