"""Journeys: opened from a template, made to measure, walked, decided about, launched."""

from typing import Any
from uuid import UUID

from flask import Response

from services.congregations.actions import journeys as actions
from services.congregations.actions import launches, tracks
from services.congregations.actions.tracks import Move
from services.congregations.api.answers import answer, nothing
from services.congregations.queries import journeys as queries
from services.congregations.queries import templates
from services.congregations.schemas.journeys import (
    JourneyOut,
    LaunchOut,
    OverviewOut,
    StepOut,
    TrackOut,
    TracksAdded,
)
from services.congregations.schemas.walking import (
    Closing,
    DoneBefore,
    NewJourney,
    NewLaunch,
    NewStep,
    NewTrack,
    StateMove,
    StepRevision,
    TrackRevision,
)
from shared.errors import Invalid
from shared.web import edge
from shared.web.app import blueprint

blp = blueprint("journeys", "Journeys, their parts and sessions, the launch")


@blp.post("/congregations/<uuid:congregation_id>/journeys")
@blp.arguments(NewJourney)
@blp.response(201, JourneyOut)
def open_journey(values: dict[str, Any], congregation_id: UUID) -> Response:
    """Begin a journey: the entry track alone, or the whole."""
    entry_only, at = values["tracks"] == "entry", edge.now()
    with edge.writing() as db:
        template = templates.find(db, values["template"])
        journey = actions.open_journey(
            db, edge.actor(), congregation_id, template, entry_only=entry_only, at=at
        )
        return answer(JourneyOut(), journey, 201)


@blp.get("/congregations/<uuid:congregation_id>/journey")
@blp.response(200, OverviewOut)
def overview(congregation_id: UUID) -> Response:
    """Read the newest journey with its parts, changes, decisions, files and launch."""
    with edge.reading() as db:
        return answer(OverviewOut(), queries.overview(db, edge.actor(), congregation_id))


@blp.get("/journeys/<uuid:journey_id>")
@blp.response(200, JourneyOut)
def read(journey_id: UUID) -> Response:
    """Read one journey, such as an earlier one."""
    with edge.reading() as db:
        journey = queries.readable(db, edge.actor(), journey_id)
        return answer(JourneyOut(), journey)


@blp.post("/journeys/<uuid:journey_id>/closing")
@blp.arguments(Closing)
@blp.response(200, JourneyOut)
def close(values: dict[str, Any], journey_id: UUID) -> Response:
    """End a journey."""
    with edge.writing() as db:
        journey = actions.close_journey(db, edge.actor(), journey_id, **values, at=edge.now())
        return answer(JourneyOut(), journey)


@blp.post("/journeys/<uuid:journey_id>/tracks")
@blp.arguments(NewTrack)
@blp.response(201, TracksAdded)
def add_tracks(values: dict[str, Any], journey_id: UUID) -> Response:
    """Add a part of the template (or all that are missing), or one of one's own."""
    kind = values.pop("from_template", None)
    if kind is not None and values:
        raise Invalid("A part of the template has its own titles.", dict.fromkeys(values, "No."))
    if kind is None and "title_nl" not in values:
        raise Invalid("Say what it is called.", {"title_nl": "A title is needed."})
    with edge.writing() as db:
        if kind:
            added = actions.add_from_template(db, edge.actor(), journey_id, kind, at=edge.now())
        else:
            values.setdefault("title_en", values["title_nl"])
            added = [actions.add_own_track(db, edge.actor(), journey_id, values, at=edge.now())]
        return answer(TracksAdded(), {"items": added}, 201)


@blp.route("/tracks/<uuid:track_id>", methods=["PATCH"])
@blp.arguments(TrackRevision)
@blp.response(200, TrackOut)
def revise_track(values: dict[str, Any], track_id: UUID) -> Response:
    """Rename a part or give it another place."""
    with edge.writing() as db:
        return answer(TrackOut(), actions.revise_track(db, edge.actor(), track_id, values))


@blp.route("/tracks/<uuid:track_id>", methods=["DELETE"])
@blp.response(204)
def drop_track(track_id: UUID) -> Response:
    """Take a part out of the journey."""
    with edge.writing() as db:
        actions.drop_track(db, edge.actor(), track_id, at=edge.now())
        return nothing()


@blp.post("/tracks/<uuid:track_id>/states")
@blp.arguments(StateMove)
@blp.response(200, TrackOut)
def move_track(values: dict[str, Any], track_id: UUID) -> Response:
    """Bring a part into another state; accepting takes a decision."""
    with edge.writing() as db:
        track = tracks.move_track(db, edge.actor(), track_id, Move(**values), at=edge.now())
        return answer(TrackOut(), track)


@blp.post("/tracks/<uuid:track_id>/done-before")
@blp.arguments(DoneBefore)
@blp.response(200, TrackOut)
def done_before(values: dict[str, Any], track_id: UUID) -> Response:
    """Note that a part was walked before, on paper."""
    with edge.writing() as db:
        track = tracks.take_over_from_paper(db, edge.actor(), track_id, **values, at=edge.now())
        return answer(TrackOut(), track)


@blp.post("/tracks/<uuid:track_id>/steps")
@blp.arguments(NewStep)
@blp.response(201, StepOut)
def add_step(values: dict[str, Any], track_id: UUID) -> Response:
    """Add a session to a part."""
    values.setdefault("title_en", values["title_nl"])
    with edge.writing() as db:
        return answer(StepOut(), actions.add_step(db, edge.actor(), track_id, values), 201)


@blp.route("/steps/<uuid:step_id>", methods=["PATCH"])
@blp.arguments(StepRevision)
@blp.response(200, StepOut)
def revise_step(values: dict[str, Any], step_id: UUID) -> Response:
    """Put a session otherwise, or give it another place."""
    with edge.writing() as db:
        return answer(StepOut(), actions.revise_step(db, edge.actor(), step_id, values))


@blp.route("/steps/<uuid:step_id>", methods=["DELETE"])
@blp.response(204)
def drop_step(step_id: UUID) -> Response:
    """Take a session out of its part."""
    with edge.writing() as db:
        actions.drop_step(db, edge.actor(), step_id, at=edge.now())
        return nothing()


@blp.post("/journeys/<uuid:journey_id>/launch")
@blp.arguments(NewLaunch)
@blp.response(200, LaunchOut)
def record_launch(values: dict[str, Any], journey_id: UUID) -> Response:
    """Write down that the vision was launched, or put its day right."""
    with edge.writing() as db:
        launch = launches.record_launch(db, edge.actor(), journey_id, **values, at=edge.now())
        return answer(LaunchOut(), launch)


@blp.route("/launches/<uuid:launch_id>", methods=["DELETE"])
@blp.arguments(Closing, location="query")
@blp.response(204)
def withdraw_launch(values: dict[str, Any], launch_id: UUID) -> Response:
    """Take a launch back."""
    with edge.writing() as db:
        launches.withdraw_launch(db, edge.actor(), launch_id, **values, at=edge.now())
        return nothing()
