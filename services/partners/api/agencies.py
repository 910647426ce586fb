"""Agencies over HTTP."""

from typing import Any
from uuid import UUID

from services.partners import policy
from services.partners.actions import agencies as acts
from services.partners.api.routes import blueprint
from services.partners.api.uploads import CSV, EXCEL, uploaded
from services.partners.importers import offerings as importer
from services.partners.importers import sheet
from services.partners.queries import agencies as reads
from services.partners.queries import offerings
from services.partners.schemas.agencies import AgencyChange, AgencyOut, AgencyPage, NewAgency
from services.partners.schemas.lists import DryRun, Page
from services.partners.schemas.offerings import SheetReport, WholeOffering
from shared.web import edge

blp = blueprint("agencies", "Mission agencies, joined or entered by a coach.")


@blp.get("/agencies")
@blp.arguments(Page, location="query")
@blp.response(200, AgencyPage)
def list_agencies(page: dict[str, Any]) -> dict[str, Any]:
    """List agencies by id."""
    with edge.reading() as db:
        found = reads.listed(db, edge.actor(), limit=page["limit"], after=page["after"])
        items = [{**_plain(each.agency), "open_offerings": each.open_offerings} for each in found]
    return {"items": items, "next": items[-1]["id"] if len(items) == page["limit"] else None}


@blp.post("/agencies")
@blp.arguments(NewAgency)
@blp.response(201, AgencyOut)
def enter_agency(content: dict[str, Any]) -> dict[str, Any]:
    """Enter an agency that has not joined yet."""
    contact = content.pop("contact")
    with edge.writing() as db:
        made = acts.register(db, edge.actor(), content, contact=contact, at=edge.now())
        return _plain(made)


@blp.get("/agencies/<uuid:agency_id>")
@blp.response(200, AgencyOut)
def read_agency(agency_id: UUID) -> dict[str, Any]:
    """Read one agency."""
    with edge.reading() as db:
        return _plain(reads.one(db, edge.actor(), agency_id))


@blp.patch("/agencies/<uuid:agency_id>")
@blp.arguments(AgencyChange(partial=True))
@blp.response(200, AgencyOut)
def change_agency(content: dict[str, Any], agency_id: UUID) -> dict[str, Any]:
    """Change what is said of an agency."""
    with edge.writing() as db:
        changed = acts.change(db, edge.actor(), agency_id, content, at=edge.now())
        return _plain(changed)


@blp.post("/agencies/<uuid:agency_id>/imports")
@blp.arguments(DryRun, location="query")
@blp.response(200, SheetReport)
def import_offerings(how: dict[str, Any], agency_id: UUID) -> dict[str, Any]:
    """Take offerings from a sheet (CSV or XLSX), or tell with `dry_run=1` what would change."""
    schema = WholeOffering()
    policy.must_have_scope(edge.actor(), "offerings:write")
    with uploaded(most=sheet.MOST_BYTES, kinds=(*CSV, *EXCEL)) as file:
        sheet_read = importer.read(file, schema)
    writing = edge.reading() if how["dry_run"] else edge.writing()
    with writing as db:
        agency = reads.to_offer(db, edge.actor(), agency_id)
        writer = None if how["dry_run"] else importer.Writer(db, edge.actor(), edge.now())
        report = importer.take(offerings.by_refs(db, agency), agency, sheet_read, writer)
    return {**vars(report), "applied": not how["dry_run"]}


def _plain(agency: Any) -> dict[str, Any]:
    return {name: getattr(agency, name) for name in AgencyOut._declared_fields}
