"""Importing a list of congregations, dry run first."""

from typing import Any

from flask import Response, request

from services.congregations import importers
from services.congregations.actions import imports
from services.congregations.api.answers import answer, raw_body
from services.congregations.schemas.profiles import ImportQuery, ImportReport
from shared.web import edge
from shared.web.app import WrongMedia, blueprint

LARGEST = 5 * 1024 * 1024
MEDIA = (
    "text/csv",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
)

blp = blueprint("imports", "Lists of congregations from CSV and XLSX")


@blp.post("/imports")
@blp.arguments(ImportQuery, location="query")
@blp.response(200, ImportReport)
def take_in(query: dict[str, Any]) -> Response:
    """Import a list, or (`dry_run=1`, the default) say what it would do and change nothing."""
    if request.mimetype not in MEDIA:
        raise WrongMedia("Send the file as text/csv or as XLSX.")
    sheet, drafts, rejected = importers.drafts(raw_body(LARGEST))
    with edge.reading() if query["dry_run"] else edge.writing() as db:
        changes, refused = imports.planned(db, edge.actor(), drafts)
        if not query["dry_run"]:
            changes = imports.apply(db, edge.actor(), changes, at=edge.now())
        rejections = sorted([*rejected, *refused], key=lambda one: one.line)
        report = {
            "dry_run": query["dry_run"],
            "rows": len(sheet.rows),
            "accepted": len(changes),
            "rejected": rejections,
            "ignored_columns": sheet.ignored,
            "changes": changes,
        }
        return answer(ImportReport(), report)
