"""All that the pages about a congregation's discovery show, found at once."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from services.congregations import policy
from services.congregations.instruments import Instrument
from services.congregations.model import Congregation, Finding, Round
from services.congregations.policy import Standing
from services.congregations.portfolio import Focus
from services.congregations.queries import profiles, sheets
from services.congregations.queries.discovery import portfolio
from services.congregations.queries.discovery import rounds as of_rounds
from services.congregations.queries.discovery.findings import findings
from services.congregations.queries.discovery.portfolio import Seen
from services.congregations.queries.discovery.rounds import Participation, RoundResults
from shared.actor import Actor


@dataclass(frozen=True)
class Overview:
    """What is known of a congregation: rounds, findings, gifts, commitments and their focus."""

    standing: Standing
    congregation: Congregation
    rounds: list[Round]
    findings: list[Finding]
    commitments: list[Seen]
    focus: tuple[Focus, Focus]


@dataclass(frozen=True)
class RoundView:
    """A round with its questions, who took part, and once closed what it gave."""

    standing: Standing
    congregation: Congregation
    round: Round
    questions: Instrument
    participation: Participation
    results: RoundResults | None
    notes: list[str]
    sheet_code: str | None


def overview(db: Session, actor: Actor, congregation_id: UUID) -> Overview:
    """Return everything about the discovery of a congregation that the asker may read."""
    mine = profiles.standing(db, actor, congregation_id)
    mine.demand(any_of=policy.ALL)
    kept = portfolio.commitments(db, congregation_id)
    return Overview(
        standing=mine,
        congregation=profiles.congregation(db, congregation_id),
        rounds=of_rounds.rounds(db, congregation_id),
        findings=findings(db, congregation_id),
        commitments=portfolio.seen_by(mine.relations, kept),
        focus=portfolio.focus_of(kept),
    )


def round_view(db: Session, actor: Actor, round_id: UUID) -> RoundView:
    """Return a round as those see it who may read its congregation."""
    found = of_rounds.round_of(db, actor, round_id)
    closed = found.state == "closed"
    return RoundView(
        standing=profiles.standing(db, actor, found.congregation_id),
        congregation=profiles.congregation(db, found.congregation_id),
        round=found,
        questions=of_rounds.questions(found),
        participation=of_rounds.participation(db, found),
        results=of_rounds.outcome_of(found) if closed else None,
        notes=of_rounds.notes(db, found),
        sheet_code=sheets.code_of(db, "round", found.id),
    )
