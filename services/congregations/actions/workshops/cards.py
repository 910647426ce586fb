"""The cards of a workshop: typed during the evening, laid together, counted, put right."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from services.congregations.actions.workshops import open_workshop
from services.congregations.model import Card, Workshop, WorkshopEntry
from shared.actor import Actor
from shared.errors import Conflict, Invalid, NotFound

MOST = 400  # cards of one workshop; sixty people with six each
MOST_VOTES = 9999
LONGEST = 300


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One form as it was sent: `key` tells it from another; `facts` stand around the cards."""

    key: str
    cards: Sequence[Mapping[str, Any]] = ()
    facts: Mapping[str, Any] | None = None


def add_cards(
    db: Session, actor: Actor, workshop_id: UUID, entry: Entry, *, at: datetime
) -> Workshop:
    """Put cards on their boards; the same form sent again adds nothing."""
    workshop = open_workshop(db, actor, workshop_id)
    if db.get(WorkshopEntry, (workshop.id, entry.key)):
        return workshop
    boards = {board["code"] for board in workshop.boards}
    if unknown := {card["board"] for card in entry.cards} - boards:
        raise Invalid("There is no such board.", {"cards": f"No board {sorted(unknown)[0]} here."})
    if len(workshop.cards) + len(entry.cards) > MOST:
        raise Conflict(f"A workshop has at most {MOST} cards: lay some together.")
    last = max((card.position for card in workshop.cards), default=0)
    db.add(WorkshopEntry(workshop_id=workshop.id, key=entry.key, at=at))
    workshop.cards.extend(
        Card(position=number, **card) for number, card in enumerate(entry.cards, last + 1)
    )
    for name, value in (entry.facts or {}).items():
        setattr(workshop, name, value)
    db.flush()
    return workshop


def arrange_cards(
    db: Session,
    actor: Actor,
    workshop_id: UUID,
    changes: Sequence[Mapping[str, Any]],
    dropped: Sequence[UUID],
) -> Workshop:
    """Change cards (`id` with `text`, `theme`, `votes`, `board`), and take some away."""
    workshop = open_workshop(db, actor, workshop_id)
    boards = {board["code"] for board in workshop.boards}
    for change in changes:
        card = _card(workshop, change["id"])
        if change.get("board", card.board) not in boards:
            raise Invalid("There is no such board.", {"cards": "No such board here."})
        for name, value in change.items():
            setattr(card, name, value)
    for card_id in dropped:
        workshop.cards.remove(_card(workshop, card_id))
    db.flush()
    return workshop


def merge_cards(
    db: Session, actor: Actor, workshop_id: UUID, ids: Sequence[UUID], *, text: str | None
) -> Workshop:
    """Lay cards of one board together into the first: votes add up, words stay or are new."""
    workshop = open_workshop(db, actor, workshop_id)
    first, *others = [_card(workshop, one) for one in dict.fromkeys(ids)]
    if not others:
        raise Invalid("Choose at least two cards.", {"cards": "Choose at least two."})
    if len({card.board for card in (first, *others)}) > 1:
        raise Invalid("These cards hang on different boards.", {"cards": "Of one board only."})
    first.votes = min(first.votes + sum(card.votes for card in others), MOST_VOTES)
    first.theme = first.theme or next((card.theme for card in others if card.theme), "")
    first.text = text or _joined([first, *others])
    for card in others:
        workshop.cards.remove(card)
    db.flush()
    return workshop


def _card(workshop: Workshop, card_id: UUID) -> Card:
    """Return a card that is still there: somebody may have taken it away at the same time."""
    for card in workshop.cards:
        if card.id == card_id:
            return card
    raise NotFound("One of these cards is no longer there. Look again.")


def _joined(cards: Sequence[Card]) -> str:
    """Return the different texts behind each other, as far as a card has room."""
    texts = list(dict.fromkeys(card.text for card in cards))
    joined = " / ".join(texts)
    return joined if len(joined) <= LONGEST else texts[0]
