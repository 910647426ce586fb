"""What is typed at a workshop: what it is, the lines of its boards, cards put otherwise."""

import re
import secrets
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import DateField, HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from services.portal.forms.coach import DAY, FILLED, session_kinds
from services.portal.forms.texts import whole

BOARD, LONGEST = "board-", 300
_VOTES = re.compile(r"(.*\S)\s*\((\d{1,4})\)\Z", re.ASCII)
_BULLET = re.compile(r"(?:[-*•–]|\d{1,2}[.)])\s+", re.ASCII)  # as people write lists


class StartForm(FlaskForm):
    """A workshop that is begun freely; today, where no day is given."""

    kind = SelectField(
        _l("What kind of evening is it?"),
        default="discover_workshop",
        validators=[InputRequired()],
    )
    title = StringField(_l("What shall it be called?"), validators=[Length(max=160)])
    held_on = DateField(_l("On which day?"), validators=[Optional()])

    def __init__(self) -> None:
        super().__init__()
        self.kind.choices = session_kinds()


class FactsForm(FlaskForm):
    """What stands around the cards."""

    title = StringField(_l("Name of the evening"), validators=[FILLED, Length(max=160)])
    held_on = DateField(_l("Day"), validators=[DAY])
    attendance = TextAreaField(_l("Who was there?"), validators=[Length(max=3000)])
    opening = TextAreaField(_l("With what did you begin?"), validators=[Length(max=600)])
    agreed = TextAreaField(_l("What did you agree?"), validators=[Length(max=8000)])


class CardsForm(FlaskForm):
    """The boards' lines; they stand beside it as `board-<code>`, see `cards_of`."""

    key = HiddenField(validators=[InputRequired()])
    attendance = TextAreaField(_l("Who was there?"), validators=[Length(max=3000)])
    opening = TextAreaField(_l("With what did you begin?"), validators=[Length(max=600)])
    agreed = TextAreaField(_l("What did you agree?"), validators=[Length(max=8000)])

    def too_long(self, cards: list[dict[str, Any]]) -> bool:
        """Say of the first card that is too long that it is; tells whether one was."""
        for card in cards:
            if len(card["text"]) > LONGEST:
                sentence = _(
                    "A card holds at most %(n)s characters. This one is longer: “%(start)s …”",
                    n=LONGEST,
                    start=card["text"][:60],
                )
                self.form_errors.append(sentence)
                return True
        return False


def fresh_key() -> str:
    """Return what tells one form from another, so that sending it twice does it once."""
    return secrets.token_urlsafe(18)


def cards_of(form: MultiDict[str, str]) -> list[dict[str, Any]]:
    """Return a card for every line of every board; `(5)` at the end of a line counts votes."""
    boards = [name for name in form if name.startswith(BOARD)]
    return [
        {"board": name.removeprefix(BOARD), **_card(line)}
        for name in boards
        for line in form[name].splitlines()
        if line.strip()
    ]


def as_one(card: dict[str, Any]) -> str:
    """Return a card's changeable parts as one text, to see whether somebody changed it."""
    return f"{card['votes']}·{card['theme']}·{card['text']}"


def changed_cards(form: MultiDict[str, str]) -> list[dict[str, Any]]:
    """Return the cards that were changed on the page: `text-`, `theme-`, `votes-`, `was-<id>`."""
    ids = [name.removeprefix("was-") for name in form if name.startswith("was-")]
    cards = [_changed(form, one) for one in ids]
    return [card for card in cards if as_one(card) != form[f"was-{card['id']}"]]


def _changed(form: MultiDict[str, str], card_id: str) -> dict[str, Any]:
    return {
        "id": card_id,
        "text": form.get(f"text-{card_id}", "").strip(),
        "theme": form.get(f"theme-{card_id}", "").strip(),
        # what is no number goes on as one that the service refuses, with its sentence
        "votes": whole(form.get(f"votes-{card_id}") or "0", -1),
    }


def _card(line: str) -> dict[str, Any]:
    text = _BULLET.sub("", line.strip(), count=1) if _BULLET.match(line.strip()) else line.strip()
    text = " ".join(text.split())
    if found := _VOTES.match(text):
        return {"text": found[1], "votes": int(found[2])}
    return {"text": text}
