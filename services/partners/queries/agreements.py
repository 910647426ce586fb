"""Agreements as their parties may see them: the same text for both, one's own reasons only."""

from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload, selectinload

from services.partners import policy
from services.partners.model import (
    SIDES,
    Acceptance,
    Agreement,
    AgreementChange,
    AgreementReview,
    AgreementText,
    Guidance,
    Match,
)
from services.partners.policy import Standing
from services.partners.queries import offerings, visits
from shared.actor import Actor
from shared.errors import NotFound

View = dict[str, Any]
MOST = 200


def standing(db: Session, actor: Actor, agreement: Agreement) -> Standing:
    """Return what the asker is to both parties of an agreement."""
    return visits.standing(db, actor, agreement.congregation_id, agreement.agency_id)


def locked(db: Session, actor: Actor, agreement_id: UUID) -> Agreement:
    """Return an agreement the asker may read, kept with its match from others; `NotFound`."""
    visible = (Agreement.id == agreement_id, policy.sees_agreement(actor))
    match_id = db.scalar(select(Agreement.match_id).where(*visible))
    if match_id is None:
        raise NotFound()
    hold(db, match_id)
    query = select(Agreement).where(*visible).with_for_update(of=Agreement)
    found = db.scalar(query.execution_options(populate_existing=True))
    if found is None:
        raise NotFound()
    return found


def hold(db: Session, match_id: UUID) -> Match:
    """Keep a match from other writers; its offering first, as everywhere."""
    offering_id = db.scalars(select(Match.offering_id).where(Match.id == match_id)).one()
    offerings.locked(db, offering_id)
    query = select(Match).where(Match.id == match_id).with_for_update(of=Match)
    return db.scalars(query.execution_options(populate_existing=True)).one()


def one(db: Session, actor: Actor, agreement_id: UUID) -> View:
    """Return one agreement as the asker may see it; raises `NotFound`."""
    visible = (Agreement.id == agreement_id, policy.sees_agreement(actor))
    found = db.scalar(_agreements().where(*visible))
    if found is None:
        raise NotFound()
    return shown(found, standing(db, actor, found))


def listed(db: Session, actor: Actor, *, congregation_id: UUID | None = None) -> list[View]:
    """Return the agreements of which the asker's side is a party, newest first, at most 200."""
    query = _agreements().where(policy.sees_agreement(actor)).order_by(Agreement.id.desc())
    if congregation_id:
        query = query.where(Agreement.congregation_id == congregation_id)
    found = db.scalars(query.limit(MOST)).all()
    guided = set(db.scalars(select(Guidance.congregation_id).where(policy.guided(actor))))
    return [
        shown(
            each,
            policy.standing(
                actor,
                each.congregation_id,
                guides=each.congregation_id in guided,
                agency_id=each.agency_id,
            ),
        )
        for each in found
    ]


def newest(agreement: Agreement) -> AgreementText:
    """Return the newest text."""
    return next(text for text in agreement.texts if text.version == agreement.version)


def accepted_by(agreement: Agreement) -> frozenset[str]:
    """Return the sides that said yes to the newest text."""
    version = agreement.version
    return frozenset(one.side for one in agreement.acceptances if one.version == version)


def said_now(agreement: Agreement) -> dict[str, AgreementReview]:
    """Return what each side said in the review that is going on."""
    if agreement.state != "under_review":
        return {}
    now = agreement.review_round
    return {one.side: one for one in agreement.reviews if one.round == now}


def is_open_to_change(agreement: Agreement) -> bool:
    """Tell whether a new text may be written: before both said yes, or as a review wished."""
    if agreement.state in ("draft", "reviewed"):
        return True
    said = said_now(agreement)
    return len(said) == len(SIDES) and any(one.wish == "change" for one in said.values())


def shown(agreement: Agreement, mine: Standing) -> View:
    """Return what the asker may know of an agreement."""
    version = agreement.version
    text = newest(agreement)
    holds = [one for one in agreement.texts if one.version == agreement.in_force]
    return {
        **{name: getattr(agreement, name) for name in _PLAIN},
        "agency_name": agreement.agency.name,
        "agency_claimed": agreement.agency.claimed,
        "offering_title_nl": agreement.match.offering.title_nl,
        "offering_title_en": agreement.match.offering.title_en,
        "relations": sorted(mine.relations),
        "text": text,
        "is_ready": text.reviewed_at is not None,
        "text_in_force": holds[0] if holds and holds[0].version != version else None,
        "acceptances": [_yes(one, mine) for one in agreement.acceptances if one.version == version],
        "reviews": list(reversed(agreement.reviews)),
        "said_now": sorted(said_now(agreement)),
        "may_change": is_open_to_change(agreement) and bool(mine.relations & policy.WRITING),
        "exit_steps": agreement.exit_steps,
        "changes": [_step(one, mine) for one in agreement.changes],
    }


_PLAIN = (
    *("id", "match_id", "congregation_id", "agency_id", "state", "version", "in_force"),
    *("review_round", "next_review_on", "ended_how", "created_at"),
)


def _yes(given: Acceptance, mine: Standing) -> View:
    own = mine.side in ("coach", given.side)
    return {
        "id": given.id,
        "side": given.side,
        "at": given.at,
        "by_kind": given.by_kind,
        "by_id": given.by_id if own else None,
        "body": given.body,
        "held_on": given.held_on,
        "reported_by_role": given.reported_by_role,
        "reported_by_name": given.reported_by_name if own else None,
        "answer": given.answer,
        "answer_note": given.answer_note if own else None,
        "evidence": given.evidence if own else [],
    }


def _step(change: AgreementChange, mine: Standing) -> View:
    own = mine.side in ("coach", change.side)
    return {
        "was": change.was,
        "became": change.became,
        "side": change.side,
        "version": change.version,
        "at": change.at,
        "by_id": change.by_id if own else None,
        "reason": change.private.text if own and change.private else None,
    }


def _agreements() -> Select[Agreement]:
    return select(Agreement).options(
        joinedload(Agreement.agency),
        joinedload(Agreement.match).joinedload(Match.offering),
        selectinload(Agreement.texts),
        selectinload(Agreement.acceptances),
        selectinload(Agreement.reviews),
        selectinload(Agreement.exit_steps),
        selectinload(Agreement.changes).joinedload(AgreementChange.private),
    )
