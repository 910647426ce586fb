"""Lists of people groups: what one would change, taking it over, what was taken before."""

from typing import TypedDict

from services.portal.clients.calling import call, with_query

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Rejected(TypedDict):
    """A row that is not taken, and why."""

    line: int
    code: str
    reason: str


class Flag(TypedDict):
    """Something to look at, and how often it occurs."""

    code: str
    count: int
    sentence: str


class Attribution(TypedDict):
    """What stands wherever values are shown."""

    nl: str
    en: str
    url: str | None


class Report(TypedDict):
    """What a list changed, or would change; the first 200 rejected rows."""

    applied: bool
    source: str
    release: str
    as_of: str
    invented: bool
    title: str
    rows: int
    accepted: int
    added: int
    changed: int
    vanished: int
    unchanged: int
    rejected_count: int
    rejected: list[Rejected]
    flags: list[Flag]
    attribution: Attribution


class Import(TypedDict):
    """A list that was applied; `applied_at` as ISO text."""

    id: str
    source: str
    release: str
    as_of: str
    invented: bool
    title: str
    added: int
    changed: int
    vanished: int
    unchanged: int
    rejected: int
    applied_at: str


def imports() -> list[Import]:
    """Return what was imported, the newest first."""
    found: list[Import] = call("partners", "GET", "/people-groups/imports").json["items"]
    return found


def bring(content: bytes, *, dry_run: bool, language: str) -> Report:
    """Have a list applied, or told what it would change; `Invalid` when it cannot be read."""
    query = {"dry_run": "true" if dry_run else "false", "language": language}
    kind = EXCEL if content.startswith(b"PK") else "text/csv"
    path = with_query("/people-groups/imports", **query)
    report: Report = call("partners", "POST", path, raw=(content, kind)).json
    return report
