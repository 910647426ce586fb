"""Agreements over HTTP, the same for both parties, and what letters say."""

from typing import Any
from uuid import UUID

from services.partners import policy
from services.partners.actions import acceptances, agreements, reviews
from services.partners.actions.acceptances import Word
from services.partners.actions.reviews import Review
from services.partners.api.routes import blueprint
from services.partners.queries import agreements as reads
from services.partners.queries import letters
from services.partners.schemas.agreements import (
    AgreementOut,
    AgreementRevision,
    Agreements,
    NewAcceptance,
    NewAgreement,
    NewEnd,
    NewEnding,
    NewReview,
    PartneringLetterOut,
    Ready,
    Settled,
    TextFields,
)
from services.partners.schemas.words import ReportAnswer
from shared.web import edge

SCOPE = "matches:answer"
# `version` stays required
PLAIN = tuple(TextFields().fields)

blp = blueprint("agreements", "Agreements of a congregation and an agency that were introduced.")


@blp.get("/agreements")
@blp.response(200)
def list_agreements() -> Any:
    """List the agreements of which the asker's side is a party, newest first."""
    policy.must_have_scope(edge.actor(), SCOPE)
    with edge.reading() as db:
        return Agreements().dump({"items": reads.listed(db, edge.actor())})


@blp.post("/agreements")
@blp.arguments(NewAgreement)
@blp.response(201)
def begin_agreement(content: dict[str, Any]) -> Any:
    """Begin an agreement; either side may."""
    policy.must_have_scope(edge.actor(), SCOPE)
    match_id = content.pop("match_id")
    with edge.writing() as db:
        made = agreements.begin(db, edge.actor(), match_id, content, at=edge.now())
        return _as_seen(db, made.id)


@blp.get("/agreements/<uuid:agreement_id>")
@blp.response(200)
def read_agreement(agreement_id: UUID) -> Any:
    """Read one agreement."""
    policy.must_have_scope(edge.actor(), SCOPE)
    with edge.reading() as db:
        return AgreementOut().dump(reads.one(db, edge.actor(), agreement_id))


@blp.patch("/agreements/<uuid:agreement_id>")
@blp.arguments(AgreementRevision(partial=PLAIN))
@blp.response(200)
def rewrite_agreement(content: dict[str, Any], agreement_id: UUID) -> Any:
    """Write the next version of the text."""
    policy.must_have_scope(edge.actor(), SCOPE)
    with edge.writing() as db:
        agreements.rewrite(db, edge.actor(), agreement_id, content, at=edge.now())
        return _as_seen(db, agreement_id)


@blp.post("/agreements/<uuid:agreement_id>/readiness")
@blp.arguments(Ready)
@blp.response(201)
def make_ready(content: dict[str, Any], agreement_id: UUID) -> Any:
    """Say that the text can be accepted; both sides are asked."""
    policy.must_have_scope(edge.actor(), SCOPE)
    with edge.writing() as db:
        version = content["version"]
        agreements.make_ready(db, edge.actor(), agreement_id, version, at=edge.now())
        return _as_seen(db, agreement_id)


@blp.post("/agreements/<uuid:agreement_id>/acceptances")
@blp.arguments(NewAcceptance)
@blp.response(201)
def accept_agreement(content: dict[str, Any], agreement_id: UUID) -> Any:
    """Say yes for one side to this version."""
    policy.must_have_scope(edge.actor(), SCOPE)
    version, word = content.pop("version"), _word(content)
    with edge.writing() as db:
        acceptances.accept(db, edge.actor(), agreement_id, version, word, at=edge.now())
        return _as_seen(db, agreement_id)


@blp.post("/acceptances/<uuid:acceptance_id>/answers")
@blp.arguments(ReportAnswer)
@blp.response(201)
def answer_acceptance(content: dict[str, Any], acceptance_id: UUID) -> Any:
    """Confirm or contest a yes that the coach passed on for one's side."""
    policy.must_have_scope(edge.actor(), SCOPE)
    with edge.writing() as db:
        done = acceptances.answer_report(
            db, edge.actor(), acceptance_id, content["answer"], content["note"], at=edge.now()
        )
        return _as_seen(db, done.id)


@blp.post("/agreements/<uuid:agreement_id>/reviews")
@blp.arguments(NewReview)
@blp.response(201)
def review_agreement(content: dict[str, Any], agreement_id: UUID) -> Any:
    """Say how one side wishes to go on."""
    policy.must_have_scope(edge.actor(), SCOPE)
    said = Review(**{name: content.pop(name) for name in ("round", "wish", "note")})
    with edge.writing() as db:
        reviews.review(db, edge.actor(), agreement_id, said, _word(content), at=edge.now())
        return _as_seen(db, agreement_id)


@blp.post("/agreements/<uuid:agreement_id>/ending")
@blp.arguments(NewEnding)
@blp.response(201)
def begin_ending(content: dict[str, Any], agreement_id: UUID) -> Any:
    """Begin to part well."""
    policy.must_have_scope(edge.actor(), SCOPE)
    reason = content.pop("reason")
    with edge.writing() as db:
        reviews.begin_ending(db, edge.actor(), agreement_id, reason, _word(content), at=edge.now())
        return _as_seen(db, agreement_id)


@blp.post("/agreements/<uuid:agreement_id>/exit-steps/<string:code>")
@blp.arguments(Settled)
@blp.response(201)
def settle_exit_step(content: dict[str, Any], agreement_id: UUID, code: str) -> Any:
    """Note that one thing of the parting is settled."""
    policy.must_have_scope(edge.actor(), SCOPE)
    with edge.writing() as db:
        reviews.settle(db, edge.actor(), agreement_id, code, done=content["done"], at=edge.now())
        return _as_seen(db, agreement_id)


@blp.post("/agreements/<uuid:agreement_id>/end")
@blp.arguments(NewEnd)
@blp.response(201)
def end_agreement(content: dict[str, Any], agreement_id: UUID) -> Any:
    """End it, well or at once."""
    policy.must_have_scope(edge.actor(), SCOPE)
    how, reason = content.pop("how"), content.pop("reason")
    with edge.writing() as db:
        end = reviews.End(how, reason)
        reviews.end(db, edge.actor(), agreement_id, end, _word(content), at=edge.now())
        return _as_seen(db, agreement_id)


@blp.get("/letters/<string:name>/<uuid:subject_id>")
@blp.response(200, PartneringLetterOut)
def read_partnering_letter(name: str, subject_id: UUID) -> Any:
    """Read what a letter about a visit or an agreement says now."""
    with edge.reading() as db:
        return vars(letters.letter(db, name, subject_id))


def _word(content: dict[str, Any]) -> Word:
    told = content.pop("as_reported") or {}
    return Word(
        **content, reported_by_role=told.get("by_role"), reported_by_name=told.get("by_name")
    )


def _as_seen(db: Any, agreement_id: UUID) -> Any:
    db.flush()
    db.expire_all()
    return AgreementOut().dump(reads.one(db, edge.actor(), agreement_id))
