"""Check-ins, roles and the home team, over HTTP."""

from typing import Any
from uuid import UUID

from flask import Response

from services.congregations.actions.decisions import Deciding
from services.congregations.actions.implementation import check_ins, home_team, roles
from services.congregations.actions.implementation.check_ins import Answer
from services.congregations.actions.implementation.roles import Change
from services.congregations.api.answers import answer, nothing
from services.congregations.queries import implementation as queries
from services.congregations.queries.implementation import agencies
from services.congregations.schemas.implementation import (
    AskedList,
    CarryingOut,
    CheckInAlone,
    CheckInAnswer,
    CheckInOut,
    DutyDone,
    NewDuty,
    NewRole,
    NewTeam,
    RhythmIn,
    RhythmOut,
    RoleOut,
    TeamMove,
    TeamOut,
    TeamRevision,
    Turn,
)
from services.congregations.schemas.walking import told_by
from shared.errors import Invalid
from shared.web import edge
from shared.web.app import blueprint

blp = blueprint("implementation", "Check-ins, roles and the home team")


@blp.get("/congregations/<uuid:congregation_id>/implementation")
@blp.response(200, CarryingOut)
def carrying(congregation_id: UUID) -> Response:
    """Read check-ins, roles and home teams of a congregation."""
    with edge.reading() as db:
        found = queries.carrying(db, edge.actor(), congregation_id, at=edge.now())
        return answer(CarryingOut(), found)


@blp.put("/congregations/<uuid:congregation_id>/rhythm")
@blp.arguments(RhythmIn)
@blp.response(200, RhythmOut)
def set_rhythm(values: dict[str, Any], congregation_id: UUID) -> Response:
    """Choose how often the congregation is asked how it goes, or let it rest."""
    with edge.writing() as db:
        chosen = check_ins.set_rhythm(db, edge.actor(), congregation_id, **values, at=edge.now())
        return answer(RhythmOut(only=("weeks", "paused")), chosen)


@blp.get("/agencies/<uuid:agency_id>/check-ins")
@blp.response(200, AskedList)
def asked_of_agency(agency_id: UUID) -> Response:
    """Read what an agency is asked about its agreements that hold, and what it answered."""
    with edge.reading() as db:
        found = agencies.asked_of_agency(db, edge.actor(), agency_id)
        return answer(AskedList(), {"items": found})


@blp.get("/check-ins/<uuid:check_in_id>")
@blp.response(200, CheckInAlone)
def read_check_in(check_in_id: UUID) -> Response:
    """Read one check-in, as the side that is asked or as a coach."""
    with edge.reading() as db:
        return answer(CheckInAlone(), queries.alone(db, edge.actor(), check_in_id))


@blp.post("/check-ins/<uuid:check_in_id>/answer")
@blp.arguments(CheckInAnswer)
@blp.response(200, CheckInOut)
def answer_check_in(values: dict[str, Any], check_in_id: UUID) -> Response:
    """Say how it goes, for the side that was asked."""
    with edge.writing() as db:
        answered = check_ins.answer_check_in(
            db, edge.actor(), check_in_id, Answer(**values), at=edge.now()
        )
        return answer(CheckInOut(), answered)


@blp.post("/congregations/<uuid:congregation_id>/roles")
@blp.arguments(NewRole)
@blp.response(201, RoleOut)
def add_role(values: dict[str, Any], congregation_id: UUID) -> Response:
    """Write down a task in the mission work, held or vacant."""
    title = values.pop("title")
    with edge.writing() as db:
        made = roles.add_role(
            db, edge.actor(), congregation_id, title, Change(**values), at=edge.now()
        )
        return answer(RoleOut(), made, 201)


@blp.post("/roles/<uuid:role_id>/handovers")
@blp.arguments(Turn)
@blp.response(200, RoleOut)
def hand_over(values: dict[str, Any], role_id: UUID) -> Response:
    """Let a role come into other hands, or fall vacant."""
    with edge.writing() as db:
        role = roles.hand_over(db, edge.actor(), role_id, Change(**values), at=edge.now())
        return answer(RoleOut(), role)


@blp.delete("/roles/<uuid:role_id>")
@blp.response(204)
def drop_role(role_id: UUID) -> Response:
    """Strike a role that is no longer needed."""
    with edge.writing() as db:
        roles.drop_role(db, edge.actor(), role_id, at=edge.now())
        return nothing()


@blp.post("/congregations/<uuid:congregation_id>/home-teams")
@blp.arguments(NewTeam)
@blp.response(201, TeamOut)
def found_team(values: dict[str, Any], congregation_id: UUID) -> Response:
    """Begin a home team, with the usual duties."""
    with edge.writing() as db:
        made = home_team.found_team(
            db, edge.actor(), congregation_id, values["title"], at=edge.now()
        )
        return answer(TeamOut(), made, 201)


@blp.patch("/home-teams/<uuid:team_id>")
@blp.arguments(TeamRevision)
@blp.response(200, TeamOut)
def revise_team(values: dict[str, Any], team_id: UUID) -> Response:
    """Put a home team otherwise: size, seats, agreements for leave and calamity."""
    with edge.writing() as db:
        return answer(TeamOut(), home_team.revise_team(db, edge.actor(), team_id, values))


@blp.post("/home-teams/<uuid:team_id>/states")
@blp.arguments(TeamMove)
@blp.response(200, TeamOut)
def move_team(values: dict[str, Any], team_id: UUID) -> Response:
    """Bring a home team into its next state; approving takes the body's decision."""
    with edge.writing() as db:
        moved = home_team.move_team(
            db,
            edge.actor(),
            team_id,
            values["to"],
            deciding=_deciding(team_id, values) if values["to"] == "approved" else None,
            at=edge.now(),
        )
        return answer(TeamOut(), moved)


@blp.post("/home-teams/<uuid:team_id>/duties")
@blp.arguments(NewDuty)
@blp.response(201, TeamOut)
def add_duty(values: dict[str, Any], team_id: UUID) -> Response:
    """Add something that a seat of the home team does."""
    with edge.writing() as db:
        return answer(TeamOut(), home_team.add_duty(db, edge.actor(), team_id, values), 201)


@blp.post("/duties/<uuid:duty_id>/done")
@blp.arguments(DutyDone)
@blp.response(200, TeamOut)
def do_duty(values: dict[str, Any], duty_id: UUID) -> Response:
    """Note that a duty was done."""
    with edge.writing() as db:
        done = home_team.do_duty(db, edge.actor(), duty_id, on=values["on"], at=edge.now())
        return answer(TeamOut(), done)


@blp.delete("/duties/<uuid:duty_id>")
@blp.response(204)
def drop_duty(duty_id: UUID) -> Response:
    """Strike a duty that this team does not have."""
    with edge.writing() as db:
        home_team.drop_duty(db, edge.actor(), duty_id)
        return nothing()


def _deciding(team_id: UUID, values: dict[str, Any]) -> Deciding:
    missing = [name for name in ("body", "held_on", "text") if not values.get(name)]
    if missing:
        raise Invalid("Write down the decision.", dict.fromkeys(missing, "This is needed."))
    return Deciding(
        about="home_team",
        about_id=team_id,
        body=values["body"],
        held_on=values["held_on"],
        text=values["text"],
        **told_by(values["as_reported"]),
    )
