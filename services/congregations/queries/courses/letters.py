"""What the letter says that a course's report is ready."""

from uuid import UUID

from sqlalchemy.orm import Session

from services.congregations.model import CourseReport, CourseRun
from services.congregations.queries.telling import JourneyLetter
from shared.errors import NotFound


def reported(db: Session, report_id: UUID) -> JourneyLetter:
    """Tell one congregation that the report of a course it took part in is ready."""
    report = db.get(CourseReport, report_id)
    if report is None:
        raise NotFound
    run = db.get_one(CourseRun, report.run_id)
    return JourneyLetter(
        state=run.state,
        congregation_id=report.congregation_id,
        path=f"/congregations/{report.congregation_id}/courses/{run.id}",
        what_nl=run.title,
        what_en=run.title,
    )
