"""Rounds of questions as a congregation sees them."""

from typing import Any
from uuid import UUID

from flask import Response

from services.congregations.actions import discovery as actions
from services.congregations.api.answers import answer
from services.congregations.api.discovery.blueprint import blp
from services.congregations.queries import discovery as queries
from services.congregations.schemas.discovery import (
    DiscoveryOut,
    NewRound,
    RoundClosing,
    RoundOut,
    RoundPage,
)
from shared.web import edge


@blp.get("/congregations/<uuid:congregation_id>/discovery")
@blp.response(200, DiscoveryOut)
def overview(congregation_id: UUID) -> Response:
    """Read rounds, findings, gifts and commitments of a congregation."""
    with edge.reading() as db:
        return answer(DiscoveryOut(), queries.overview(db, edge.actor(), congregation_id))


@blp.post("/congregations/<uuid:congregation_id>/rounds")
@blp.arguments(NewRound)
@blp.response(201, RoundOut)
def open_round(values: dict[str, Any], congregation_id: UUID) -> Response:
    """Begin a round of questions."""
    with edge.writing() as db:
        opened = actions.open_round(db, edge.actor(), congregation_id, **values, at=edge.now())
        return answer(RoundOut(), opened, 201)


@blp.get("/rounds/<uuid:round_id>")
@blp.response(200, RoundPage)
def read_round(round_id: UUID) -> Response:
    """Read a round: its questions, who took part, and once closed what it gave."""
    with edge.reading() as db:
        return answer(RoundPage(), queries.round_view(db, edge.actor(), round_id))


@blp.post("/rounds/<uuid:round_id>/closing")
@blp.arguments(RoundClosing)
@blp.response(200, RoundOut)
def close_round(values: dict[str, Any], round_id: UUID) -> Response:
    """End a round for good."""
    with edge.writing() as db:
        closed = actions.close_round(db, edge.actor(), round_id, **values, at=edge.now())
        return answer(RoundOut(), closed)
