"""The letters people get, as data, and their rendering in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from jinja2 import FileSystemLoader, StrictUndefined, select_autoescape
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from services.notifications.cleaning import Unbuildable
from services.notifications.facts import shown

Importance = Literal["critical", "mandatory", "reminder", "digest"]
LANGUAGES = ("nl", "en")
FILES = ("subject.txt", "body.txt", "body.html")
_FOLDER = Path(__file__).parent / "letters"
_SEALABLE = ("code", "discreet")
_MEETING = ("title", "start", "zone", "minutes", "place", "agenda", "coach", "personal", "link")


@dataclass(frozen=True)
class LetterKind:
    """One letter: the facts it needs, and those of them that may be None.

    Where `discreet` is a fact and is true, only `code` and `link` are needed and shown.
    """

    name: str
    importance: Importance
    facts: tuple[str, ...]
    optional: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rendered:
    """A letter as it will be read: one line of subject, and the same facts in both bodies."""

    subject: str
    plain: str
    html: str


LETTERS: tuple[LetterKind, ...] = (
    LetterKind("sign_in", "critical", ("code", "link", "minutes")),
    LetterKind("invitation", "mandatory", ("organisation", "inviter", "role", "link")),
    LetterKind(
        "proposal_to_congregation",
        "mandatory",
        ("congregation", "agency", "offering", "link", "coach", "personal", "until", *_SEALABLE),
        ("agency", "offering", "personal", "code"),
    ),
    LetterKind(
        "request_to_agency", "mandatory", ("offering", "link", "until", *_SEALABLE), ("code",)
    ),
    LetterKind(
        "introduction_to_leaders",
        "mandatory",
        (
            *("congregation", "agency", "offering", "contact", "contact_address", "coach", "link"),
            *_SEALABLE,
        ),
        ("code",),
    ),
    LetterKind(
        "introduction_to_agency",
        "mandatory",
        ("congregation", "contact", "offering", "link", "coach", *_SEALABLE),
        ("code",),
    ),
    LetterKind(
        "session_planned",
        "mandatory",
        (*_MEETING, *_SEALABLE),
        ("place", "agenda", "personal", "code"),
    ),
    LetterKind(
        "session_moved",
        "mandatory",
        (*_MEETING, "previous_start", *_SEALABLE),
        ("place", "agenda", "personal", "code"),
    ),
    LetterKind(
        "session_cancelled",
        "mandatory",
        (*_MEETING, *_SEALABLE),
        ("place", "agenda", "personal", "code"),
    ),
    LetterKind(
        "run_planned",
        "mandatory",
        (
            *("congregation", "evenings", "zone", "place", "coach", "personal", "link"),
            *("calendar_link", *_SEALABLE),
        ),
        ("place", "personal", "code"),
    ),
    LetterKind(
        "decision_reported",
        "mandatory",
        ("what", "body", "on", "by", "link", *_SEALABLE),
        ("code",),
    ),
    LetterKind(
        "proposal_offered", "mandatory", ("congregation", "coach", "link", *_SEALABLE), ("code",)
    ),
    LetterKind(
        "report_ready", "mandatory", ("congregation", "what", "on", "link", *_SEALABLE), ("code",)
    ),
    LetterKind("course_reported", "mandatory", ("what", "congregation", "link")),
    LetterKind(
        "evaluation_due",
        "mandatory",
        ("congregation", "months", "until", "coach", "personal", "link", *_SEALABLE),
        ("personal", "code"),
    ),
    LetterKind(
        "checkin_due", "mandatory", ("congregation", "on", "coach", "link", *_SEALABLE), ("code",)
    ),
    LetterKind(
        "checkin_due_agency",
        "mandatory",
        ("congregation", "on", "coach", "link", *_SEALABLE),
        ("code",),
    ),
    LetterKind(
        "checkin_missed", "mandatory", ("congregation", "on", "link", *_SEALABLE), ("code",)
    ),
    LetterKind(
        "apk_due", "mandatory", ("congregation", "until", "coach", "link", *_SEALABLE), ("code",)
    ),
    LetterKind(
        "strategy_shared", "mandatory", ("congregation", "what", "link", *_SEALABLE), ("code",)
    ),
    LetterKind("rater_invitation", "mandatory", ("congregation", "link")),
    LetterKind(
        "support_result", "mandatory", ("congregation", "what", "link", *_SEALABLE), ("code",)
    ),
    LetterKind("round_closed", "mandatory", ("what", "congregation", "link")),
    LetterKind(
        "visit_approval_asked",
        "mandatory",
        ("congregation", "what", "on", "until", "coach", "link", *_SEALABLE),
        ("on", "until", "code"),
    ),
    LetterKind(
        "agreement_to_accept",
        "mandatory",
        ("congregation", "what", "coach", "link", *_SEALABLE),
        ("code",),
    ),
    LetterKind(
        "agreement_review_due",
        "mandatory",
        ("congregation", "what", "coach", "link", *_SEALABLE),
        ("code",),
    ),
    LetterKind(
        "visit_yes_reported", "mandatory", ("what", "on", "coach", "link", *_SEALABLE), ("code",)
    ),
    LetterKind(
        "agreement_yes_reported",
        "mandatory",
        ("what", "on", "coach", "link", *_SEALABLE),
        ("code",),
    ),
)
# Sent instead of any of these when its subject is sensitive: what it is not told it cannot tell.
DISCREET = LetterKind("discreet", "mandatory", ("code", "link"))


def render(name: str, language: str, facts: Mapping[str, object]) -> Rendered:
    """Return the letter in `nl` or `en`; raise Unbuildable naming a missing or wrong fact."""
    if language not in LANGUAGES:
        raise Unbuildable("language", "letters exist in Dutch and English")
    kind = _to_send(letter_kind(name), facts)
    values = shown(_told(kind, facts), language)
    subject, plain = (_filled(kind, language, file, values) for file in FILES[:2])
    html = _filled(kind, language, FILES[2], values | {"subject": subject, "language": language})
    return Rendered(subject, f"{plain}\n", f"{html}\n")


def letter_kind(name: str) -> LetterKind:
    """Return the letter of this name or raise Unbuildable."""
    for kind in LETTERS:
        if kind.name == name:
            return kind
    raise Unbuildable("name", "no letter has this name")


@cache
def environment() -> ImmutableSandboxedEnvironment:
    """The one place that reads templates: files of this folder only, never a text of a user."""
    made = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=select_autoescape(["html"], default=False),
        undefined=StrictUndefined,
        finalize=_no_hole,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"theirs": _theirs, "lines": _lines, "indented": _indented}
    return made


def _to_send(kind: LetterKind, facts: Mapping[str, object]) -> LetterKind:
    _refuse_unknown(kind, facts)
    if "discreet" not in kind.facts:
        return kind
    discreet = facts.get("discreet")
    if not isinstance(discreet, bool):
        raise Unbuildable("discreet", "say whether the subject is sensitive")
    return DISCREET if discreet else kind


def _refuse_unknown(kind: LetterKind, facts: Mapping[str, object]) -> None:
    # A fact that a letter has no place for may be one that its reader must not learn.
    for name in facts:
        if name not in kind.facts:
            raise Unbuildable(name, f"the letter {kind.name} does not tell this")


def _told(kind: LetterKind, facts: Mapping[str, object]) -> dict[str, object]:
    told = [name for name in kind.facts if name != "discreet"]
    for name in told:
        if facts.get(name) is None and name not in kind.optional:
            raise Unbuildable(name, f"the letter {kind.name} cannot do without this")
    return {name: facts.get(name) for name in told}


def _filled(kind: LetterKind, language: str, file: str, values: Mapping[str, object]) -> str:
    template = environment().get_template(f"{kind.name}/{language}/{file}")
    return template.render(values).strip()


def _no_hole(value: object) -> object:
    if value is None or value == "":
        raise Unbuildable("template", "a letter would be sent with a hole in it")
    return value


def _theirs(text: str) -> Markup:
    return Markup('<span dir="auto">{}</span>').format(text)


def _lines(text: str) -> Markup:
    return Markup("<br>").join(text.split("\n"))


def _indented(text: str) -> str:
    return "\n".join(f"    {line}".rstrip() for line in text.split("\n"))
