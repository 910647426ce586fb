"""People groups over HTTP: searched by everybody inside, imported by the operator."""

from typing import Any

from services.partners.api.routes import blueprint
from services.partners.api.uploads import CSV, EXCEL, uploaded
from services.partners.importers import peoplegroups as importer
from services.partners.importers.peoplegroups import Told
from services.partners.peoplegroups.reading import MAX_BYTES
from services.partners.queries import peoplegroups as reads
from services.partners.schemas.peoplegroups import (
    ImportList,
    ImportWanted,
    PeopleGroupOut,
    PeopleGroupPage,
    PeopleGroupsWanted,
    ReportOut,
)
from shared.web import edge

blp = blueprint("people-groups", "People groups, from lists that the operator brings.")


@blp.get("/people-groups")
@blp.arguments(PeopleGroupsWanted, location="query")
@blp.response(200, PeopleGroupPage)
def list_people_groups(wanted: dict[str, Any]) -> dict[str, Any]:
    """Search people groups by name, country or keys."""
    limit, after = wanted.pop("limit"), wanted.pop("after")
    with edge.reading() as db:
        found = reads.listed(db, reads.Sought(**wanted), limit=limit, after=after)
        items = [
            {
                **{name: getattr(group, name, None) for name in GROUP},
                **{name: getattr(source, name) for name in ORIGIN},
            }
            for group, source in found
        ]
    kinds = sorted({item["invented"] for item in items})
    return {
        "items": items,
        "next": items[-1]["key"] if len(items) == limit else None,
        "attributions": [importer.attribution(invented=kind) for kind in kinds],
    }


@blp.get("/people-groups/imports")
@blp.response(200)
def list_imports() -> Any:
    """List what was imported, newest first."""
    with edge.reading() as db:
        return ImportList().dump({"items": reads.imports(db)})


@blp.post("/people-groups/imports")
@blp.arguments(ImportWanted, location="query")
@blp.response(200, ReportOut)
def import_people_groups(wanted: dict[str, Any]) -> dict[str, Any]:
    """Apply a list that is the body, or tell with `dry_run=1` what it would change."""
    dry_run = wanted.pop("dry_run")
    told = Told(**wanted)
    # read outside the transaction: a large list must not keep others from writing
    with uploaded(most=MAX_BYTES, kinds=(*CSV, *EXCEL)) as file:
        reading = importer.load(file, told)
    if dry_run:
        with edge.reading() as db:
            return importer.tell(db, reading, told, at=edge.now())
    with edge.writing() as db:
        return importer.take(db, reading, told, at=edge.now(), actor=edge.actor())


ORIGIN = ("source", "release", "as_of", "invented")
GROUP = tuple(name for name in PeopleGroupOut().fields if name not in ORIGIN)
