"""Promises a machine keeps: migrations, documents, settings, access and wording."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from services import documents
from services.host import ALL, BY_NAME
from shared.config import KEYS
from shared.contracts import EVENTS
from shared.db import Database
from shared.migrate import differences, upgrade
from shared.web import door
from shared.web.app import OWN

ROOT = Path(__file__).parents[2]
WITH_DATA = [service for service in ALL if service.metadata is not None]


@pytest.mark.parametrize("service", WITH_DATA, ids=lambda s: s.name)
def test_migrations_make_exactly_the_tables_of_the_model(service, tmp_path):
    database = Database(f"sqlite:///{tmp_path}/{service.name}.sqlite3")

    upgrade(service, database)

    assert differences(service, database) == []


@pytest.mark.parametrize("service", WITH_DATA, ids=lambda s: s.name)
def test_migrations_are_numbered_one_after_the_other(service):
    files = sorted((ROOT / "services" / service.name / "migrations").glob("[0-9]*.py"))
    numbers = [path.name[:4] for path in files]

    assert numbers == [f"{n:04d}" for n in range(1, len(files) + 1)]
    for number, path in zip(numbers, files, strict=True):
        assert re.search(rf"""revision(: str)? = ['"]{number}['"]""", path.read_text("utf-8"))


def test_generated_documents_are_fresh():
    assert documents.stale() == []


def test_every_setting_is_explained_in_the_sample():
    sample = (ROOT / "deploy" / "sample.env").read_text("utf-8")

    missing = [key for key, _ in KEYS if f"MISSIONSCOACH_{key}=" not in sample]
    assert missing == []


@pytest.mark.parametrize("name", sorted(BY_NAME))
def test_every_entry_of_the_access_table_names_known_askers(name):
    known = {"public", "service", "key", "link", "operator", "coach", "leader"}
    known |= {"working_group", "agency_staff", "contact", "person"}

    for route, who in door.access_of(name).items():
        assert {entry.split(":")[0] for entry in who} <= known, route
        assert who, f"{route} lets nobody in"


def test_a_route_without_a_declared_audience_keeps_the_app_from_starting(host):
    app = host.apps["congregations"]
    access = {**OWN, **door.access_of("congregations")}
    app.view_functions["planted"] = lambda: ""
    app.url_map.add(app.url_rule_class("/planted", endpoint="planted", methods={"GET"}))

    with pytest.raises(door.Undeclared, match="GET /planted"):
        door.install(app, access, lambda: None)


@pytest.mark.parametrize("contract", EVENTS.values(), ids=lambda c: c.__name__)
def test_events_carry_ids_and_codes_only(contract):
    forbidden = re.compile(r"name|email|address|place|title|text|note|phone|agenda")

    found = [f.name for f in fields(contract) if forbidden.search(f.name)]

    assert set(found) <= {"named_to_agencies"}


def test_no_document_names_a_registry_or_a_path_of_one_machine():
    bad = re.compile(r"/simple/|/pypi/|registry\.|/work/|/tmp/spec")
    texts = [p for p in ROOT.glob("*") if p.is_file()]
    texts += [p for f in ("docs", "deploy", ".ci") for p in (ROOT / f).rglob("*") if p.is_file()]

    texts = [p for p in texts if p.suffix != ".pyc"]
    found = [str(p) for p in texts if bad.search(p.read_text("utf-8", errors="ignore"))]
    assert found == []
