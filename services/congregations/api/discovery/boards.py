"""The board of findings and the list of commitments."""

from typing import Any
from uuid import UUID

from flask import Response

from services.congregations.actions import discovery as actions
from services.congregations.api.answers import answer, nothing
from services.congregations.api.discovery.blueprint import blp
from services.congregations.schemas.discovery import (
    CommitmentOut,
    CommitmentRevision,
    FateIn,
    FindingList,
    FindingOut,
    FindingRevision,
    Gathering,
    NewCommitment,
    NewFindings,
)
from shared.web import edge


@blp.post("/congregations/<uuid:congregation_id>/findings")
@blp.arguments(NewFindings)
@blp.response(201, FindingList)
def write_findings(values: dict[str, Any], congregation_id: UUID) -> Response:
    """Put lines on the board; what stands there already is not put there twice."""
    with edge.writing() as db:
        made = actions.write_findings(db, edge.actor(), congregation_id, **values, at=edge.now())
        return answer(FindingList(), {"items": made}, 201)


@blp.put("/congregations/<uuid:congregation_id>/findings/theme")
@blp.arguments(Gathering)
@blp.response(200, FindingList)
def gather(values: dict[str, Any], congregation_id: UUID) -> Response:
    """Lay findings together under a theme."""
    with edge.writing() as db:
        laid = actions.gather(db, edge.actor(), congregation_id, **values)
        return answer(FindingList(), {"items": laid})


@blp.patch("/findings/<uuid:finding_id>")
@blp.arguments(FindingRevision)
@blp.response(200, FindingOut)
def revise_finding(values: dict[str, Any], finding_id: UUID) -> Response:
    """Put a finding otherwise, or say how far an unwritten rule is."""
    with edge.writing() as db:
        revised = actions.revise_finding(db, edge.actor(), finding_id, values, at=edge.now())
        return answer(FindingOut(), revised)


@blp.delete("/findings/<uuid:finding_id>")
@blp.response(204)
def drop_finding(finding_id: UUID) -> Response:
    """Take a finding from the board."""
    with edge.writing() as db:
        actions.drop_finding(db, edge.actor(), finding_id, at=edge.now())
        return nothing()


@blp.post("/congregations/<uuid:congregation_id>/commitments")
@blp.arguments(NewCommitment)
@blp.response(201, CommitmentOut)
def add_commitment(values: dict[str, Any], congregation_id: UUID) -> Response:
    """Write down a commitment that exists."""
    with edge.writing() as db:
        made = actions.add_commitment(db, edge.actor(), congregation_id, values, at=edge.now())
        return answer(CommitmentOut(), made, 201)


@blp.patch("/commitments/<uuid:commitment_id>")
@blp.arguments(CommitmentRevision)
@blp.response(200, CommitmentOut)
def revise_commitment(values: dict[str, Any], commitment_id: UUID) -> Response:
    """Put a commitment right."""
    version = values.pop("version")
    with edge.writing() as db:
        revised = actions.revise_commitment(
            db, edge.actor(), commitment_id, values, version=version, at=edge.now()
        )
        return answer(CommitmentOut(), revised)


@blp.post("/commitments/<uuid:commitment_id>/dispositions")
@blp.arguments(FateIn)
@blp.response(200, CommitmentOut)
def decide_commitment(values: dict[str, Any], commitment_id: UUID) -> Response:
    """Say what becomes of a commitment."""
    with edge.writing() as db:
        decided = actions.decide_commitment(
            db, edge.actor(), commitment_id, **values, at=edge.now()
        )
        return answer(CommitmentOut(), decided)


@blp.delete("/commitments/<uuid:commitment_id>")
@blp.response(204)
def end_commitment(commitment_id: UUID) -> Response:
    """Take a commitment from the list."""
    with edge.writing() as db:
        actions.end_commitment(db, edge.actor(), commitment_id, at=edge.now())
        return nothing()
