"""Rankings, cards and matches over HTTP."""

from typing import Any
from uuid import UUID

from flask import current_app

from services.partners import clients, policy
from services.partners.actions import answers, matches
from services.partners.actions.answers import Answer
from services.partners.actions.matches import Proposal
from services.partners.api.routes import blueprint
from services.partners.queries import cards, explanations, rankings
from services.partners.queries import matches as reads
from services.partners.queries.cards import Pair
from services.partners.schemas.explanations import ExplanationOut, Spoken
from services.partners.schemas.matches import (
    CardOut,
    MatchesWanted,
    MatchOut,
    MatchPage,
    MatchStep,
    NewAnswer,
    NewMatch,
    PairWanted,
    RankingOut,
    Wanted,
    Withdrawal,
)
from shared.web import edge

KEPT = "partners.kept"  # where a process keeps its index of open offerings

blp = blueprint("matches", "Rankings, and the steps of a match from a proposal to its end.")


@blp.get("/rankings/<uuid:congregation_id>")
@blp.arguments(Wanted, location="query")
@blp.response(200)
def rank_offerings(wanted: dict[str, Any], congregation_id: UUID) -> Any:
    """Rank what is open for a congregation, in sentences."""
    how = rankings.Wanted(**wanted)
    with edge.reading() as db:
        kept = current_app.extensions[KEPT]
        found = rankings.ranking(db, edge.actor(), congregation_id, how, kept=kept, at=edge.now())
        return RankingOut().dump(found)


@blp.get("/rankings/<uuid:congregation_id>/offerings/<uuid:offering_id>")
@blp.arguments(Spoken, location="query")
@blp.response(200)
def explain_offering(wanted: dict[str, Any], congregation_id: UUID, offering_id: UUID) -> Any:
    """Explain where one open offering stands for a congregation, and what would change it."""
    language = wanted["language"]
    with edge.reading() as db:
        found = explanations.explanation(
            db, edge.actor(), congregation_id, offering_id, language, edge.now()
        )
        return ExplanationOut().dump(found)


@blp.get("/match-cards")
@blp.arguments(PairWanted, location="query")
@blp.response(200, CardOut)
def preview_card(wanted: dict[str, Any]) -> dict[str, Any]:
    """Show the card word for word as the agency will read it."""
    pair = Pair(**wanted)
    name = _name(pair)
    with edge.reading() as db:
        card = cards.written(db, edge.actor(), pair, name=name, at=edge.now())
    return {"card": {"nl": card.nl, "en": card.en}, "digest": card.digest, "named": card.named}


@blp.post("/matches")
@blp.arguments(NewMatch)
@blp.response(201)
def propose_match(content: dict[str, Any]) -> Any:
    """Propose an offering to a congregation's leaders."""
    wish = Proposal(**content)
    pair = Pair(wish.congregation_id, wish.offering_id)
    name = _name(pair)
    with edge.writing() as db:
        card = cards.written(db, edge.actor(), pair, name=name, at=edge.now())
        made = matches.propose(db, edge.actor(), wish, card, at=edge.now())
        return MatchOut().dump(reads.one(db, edge.actor(), made.id))


@blp.get("/matches")
@blp.arguments(MatchesWanted, location="query")
@blp.response(200)
def list_matches(wanted: dict[str, Any]) -> Any:
    """List the matches the asker may see, newest first."""
    policy.must_have_scope(edge.actor(), "matches:answer")
    with edge.reading() as db:
        items = reads.listed(db, edge.actor(), **wanted)
        after = items[-1]["id"] if len(items) == wanted["limit"] else None
        return MatchPage().dump({"items": items, "next": after})


@blp.get("/matches/<uuid:match_id>")
@blp.response(200)
def read_match(match_id: UUID) -> Any:
    """Read one match as the asker may see it."""
    with edge.reading() as db:
        return MatchOut().dump(reads.one(db, edge.actor(), match_id))


@blp.post("/matches/<uuid:match_id>/answers")
@blp.arguments(NewAnswer)
@blp.response(201)
def answer_match(content: dict[str, Any], match_id: UUID) -> Any:
    """Say yes or no for the side that is asked."""
    policy.must_have_scope(edge.actor(), "matches:answer")
    report = content["as_reported"]
    given = Answer(
        yes=content["answer"] == "yes",
        body=content["body"],
        held_on=content["held_on"],
        reason=content["reason"],
        reported_by_role=report["by_role"] if report else None,
    )
    with edge.writing() as db:
        answers.answer(db, edge.actor(), match_id, given, at=edge.now())
        return _as_seen(db, match_id)


@blp.post("/matches/<uuid:match_id>/withdrawal")
@blp.arguments(Withdrawal)
@blp.response(201)
def withdraw_match(content: dict[str, Any], match_id: UUID) -> Any:
    """Take a match back."""
    with edge.writing() as db:
        matches.withdraw(db, edge.actor(), match_id, reason=content["reason"], at=edge.now())
        return _as_seen(db, match_id)


@blp.post("/matches/<uuid:match_id>/states")
@blp.arguments(MatchStep)
@blp.response(201)
def move_match(step: dict[str, Any], match_id: UUID) -> Any:
    """Note how two that were introduced go on."""
    with edge.writing() as db:
        matches.move(db, edge.actor(), match_id, step["to"], at=edge.now())
        return _as_seen(db, match_id)


def _as_seen(db: Any, match_id: UUID) -> Any:
    db.flush()
    db.expire_all()
    return MatchOut().dump(reads.one(db, edge.actor(), match_id))


def _name(pair: Pair) -> str | None:
    """Fetch the congregation's name, before any transaction, when it chose to be named."""
    with edge.reading() as db:
        named = cards.chose_to_be_named(db, edge.actor(), pair)
    return clients.congregation_name(edge.tools(), pair.congregation_id) if named else None
