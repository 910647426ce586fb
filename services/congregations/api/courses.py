"""Kairos courses, over HTTP."""

from typing import Any
from uuid import UUID

from flask import Response
from sqlalchemy.orm import Session

from services.congregations.actions.courses import lists, places, runs
from services.congregations.actions.courses.lists import LessonList
from services.congregations.actions.courses.runs import Helper
from services.congregations.api.answers import answer
from services.congregations.model import CourseRun
from services.congregations.queries.courses import listed, seen
from services.congregations.schemas.courses.asked import (
    EarlierIn,
    FinalIn,
    LessonListIn,
    LessonsIn,
    NamesChoice,
    NewEnrolments,
    NewRun,
    OpenQuery,
    RunMove,
    RunRevision,
    TeamIn,
    ThemesIn,
)
from services.congregations.schemas.courses.shown import (
    CoursesOut,
    OpenDatesList,
    OpenRunList,
    RunOut,
)
from shared.web import edge
from shared.web.app import blueprint

blp = blueprint("courses", "Kairos courses")


@blp.get("/congregations/<uuid:congregation_id>/courses")
@blp.response(200, CoursesOut)
def overview(congregation_id: UUID) -> Response:
    """Read a congregation's courses, and what share of its members did one."""
    with edge.reading() as db:
        return answer(CoursesOut(), listed.overview(db, edge.actor(), congregation_id))


@blp.get("/courses/open")
@blp.arguments(OpenQuery, location="query")
@blp.response(200, OpenRunList)
def open_courses(query: dict[str, Any]) -> Response:
    """Read which courses are open: to a congregation, or for an agency when and where about."""
    congregation_id, at = query["congregation_id"], edge.now()
    with edge.reading() as db:
        if congregation_id:
            found = listed.open_to_congregation(db, edge.actor(), congregation_id, at=at)
            return answer(OpenRunList(), {"items": found})
        found = listed.open_to_agency(db, edge.actor(), at=at)
        return answer(OpenDatesList(), {"items": found})


@blp.post("/congregations/<uuid:congregation_id>/courses")
@blp.arguments(NewRun)
@blp.response(201, RunOut)
def make(values: dict[str, Any], congregation_id: UUID) -> Response:
    """Make a course with its nine lessons."""
    with edge.writing() as db:
        run = runs.make_run(db, edge.actor(), congregation_id, values, at=edge.now())
        shown = seen.run(db, edge.actor(), congregation_id, run.id)
        return answer(RunOut(), shown, 201)


@blp.get("/congregations/<uuid:congregation_id>/courses/<uuid:run_id>")
@blp.response(200, RunOut)
def read(congregation_id: UUID, run_id: UUID) -> Response:
    """Read a course as this congregation sees it."""
    with edge.reading() as db:
        return answer(RunOut(), seen.run(db, edge.actor(), congregation_id, run_id))


@blp.route("/congregations/<uuid:congregation_id>/courses/names", methods=["PUT"])
@blp.arguments(NamesChoice)
@blp.response(200, CoursesOut)
def choose_names(values: dict[str, Any], congregation_id: UUID) -> Response:
    """Choose whether names of participants are written; without, they are erased."""
    with edge.writing() as db:
        places.choose_names(db, edge.actor(), congregation_id, **values, at=edge.now())
        db.flush()
        return answer(CoursesOut(), listed.overview(db, edge.actor(), congregation_id))


@blp.route("/congregations/<uuid:congregation_id>/courses/earlier/<int:year>", methods=["PUT"])
@blp.arguments(EarlierIn)
@blp.response(200, CoursesOut)
def note_earlier(values: dict[str, Any], congregation_id: UUID, year: int) -> Response:
    """Note how many people did the course in a year, before or elsewhere."""
    with edge.writing() as db:
        places.note_earlier(db, edge.actor(), congregation_id, year, **values, at=edge.now())
        db.flush()
        return answer(CoursesOut(), listed.overview(db, edge.actor(), congregation_id))


@blp.post("/congregations/<uuid:congregation_id>/courses/<uuid:run_id>/enrolments")
@blp.arguments(NewEnrolments)
@blp.response(201, RunOut)
def enrol(values: dict[str, Any], congregation_id: UUID, run_id: UUID) -> Response:
    """Enrol people of this congregation, by number or by name where it chose so."""
    people = values.get("names") or [None] * values["people"]
    with edge.writing() as db:
        places.enrol(db, edge.actor(), congregation_id, run_id, people, at=edge.now())
        return answer(RunOut(), seen.run(db, edge.actor(), congregation_id, run_id), 201)


@blp.post("/enrolments/<uuid:enrolment_id>/withdrawal")
@blp.response(200, RunOut)
def withdraw(enrolment_id: UUID) -> Response:
    """Give a place back."""
    with edge.writing() as db:
        found = places.withdraw(db, edge.actor(), enrolment_id, at=edge.now())
        return answer(RunOut(), seen.run(db, edge.actor(), found.congregation_id, found.run_id))


@blp.route("/courses/<uuid:run_id>", methods=["PATCH"])
@blp.arguments(RunRevision)
@blp.response(200, RunOut)
def revise(values: dict[str, Any], run_id: UUID) -> Response:
    """Put a course right; with more room, those who wait come in."""
    with edge.writing() as db:
        run = runs.revise_run(db, edge.actor(), run_id, values, at=edge.now())
        return _shown(db, run)


@blp.post("/courses/<uuid:run_id>/states")
@blp.arguments(RunMove)
@blp.response(200, RunOut)
def move(values: dict[str, Any], run_id: UUID) -> Response:
    """Open, start, close or cancel a course."""
    with edge.writing() as db:
        run = runs.move_run(db, edge.actor(), run_id, **values, at=edge.now())
        return _shown(db, run)


@blp.route("/courses/<uuid:run_id>/lessons", methods=["PUT"])
@blp.arguments(LessonsIn)
@blp.response(200, RunOut)
def set_lessons(values: dict[str, Any], run_id: UUID) -> Response:
    """Write titles, days and who leads what of some lessons."""
    with edge.writing() as db:
        run = runs.set_lessons(db, edge.actor(), run_id, values["items"])
        return _shown(db, run)


@blp.route("/courses/<uuid:run_id>/facilitators", methods=["PUT"])
@blp.arguments(TeamIn)
@blp.response(200, RunOut)
def set_team(values: dict[str, Any], run_id: UUID) -> Response:
    """Say who leads and helps, all at once."""
    team = [Helper(**one) for one in values["items"]]
    with edge.writing() as db:
        run = runs.set_team(db, edge.actor(), run_id, team)
        return _shown(db, run)


@blp.route("/courses/<uuid:run_id>/lessons/<int:number>/list", methods=["PUT"])
@blp.arguments(LessonListIn)
@blp.response(200, RunOut)
def keep_list(values: dict[str, Any], run_id: UUID, number: int) -> Response:
    """Keep who was at a lesson and whose worksheets are done."""
    told = LessonList(**values)
    with edge.writing() as db:
        run = lists.keep_list(db, edge.actor(), run_id, number, told, at=edge.now())
        return _shown(db, run)


@blp.route("/courses/<uuid:run_id>/final", methods=["PUT"])
@blp.arguments(FinalIn)
@blp.response(200, RunOut)
def keep_final(values: dict[str, Any], run_id: UUID) -> Response:
    """Keep who did the final session."""
    with edge.writing() as db:
        run = lists.keep_final(db, edge.actor(), run_id, **values)
        return _shown(db, run)


@blp.post("/courses/<uuid:run_id>/report")
@blp.arguments(ThemesIn)
@blp.response(200, RunOut)
def report(values: dict[str, Any], run_id: UUID) -> Response:
    """Make the report of a closed course and tell those who took part."""
    with edge.writing() as db:
        run = runs.report_run(db, edge.actor(), run_id, **values, at=edge.now())
        return _shown(db, run)


def _shown(db: Session, run: CourseRun) -> Response:
    return answer(RunOut(), seen.run(db, edge.actor(), run.congregation_id, run.id))
