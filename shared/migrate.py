"""Alembic for every service, run from code: numbered files, one version table per database."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from shared.db import Database
from shared.service import Service

HERE = Path(__file__).parent
LOCK = 7_201_108  # any number, the same in every process


def upgrade(service: Service, database: Database) -> None:
    """Bring a service's tables up to date; several processes may try at the same time."""
    with _locked(database) as connection:
        command.upgrade(_config(service, connection), "head")


def differences(service: Service, database: Database) -> list[object]:
    """Return what the tables in the database and in the code disagree on."""
    assert service.metadata is not None
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        found: list[object] = list(compare_metadata(context, service.metadata))
    return found


def new_migration(service: Service, database: Database, message: str) -> Path:
    """Write the next numbered file from the difference between database and code."""
    upgrade(service, database)
    number = f"{len(list(_folder(service).glob('[0-9]*.py'))) + 1:04d}"
    with database.engine.connect() as connection:
        script: Any = command.revision(
            _config(service, connection), message, autogenerate=True, rev_id=number
        )
    return Path(script.path)


def head(service: Service) -> str | None:
    """Return the number of the newest migration."""
    newest: str | None = ScriptDirectory.from_config(_config(service, None)).get_current_head()
    return newest


def _folder(service: Service) -> Path:
    package = import_module(f"services.{service.name}")
    assert package.__file__ is not None
    return Path(package.__file__).parent / "migrations"


def _config(service: Service, connection: Connection | None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(HERE / "alembic"))
    config.set_main_option("version_locations", str(_folder(service)))
    config.set_main_option("path_separator", "newline")
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.attributes["connection"] = connection
    config.attributes["metadata"] = service.metadata
    return config


@contextmanager
def _locked(database: Database) -> Iterator[Connection]:
    with database.engine.connect() as connection:
        if database.is_sqlite:
            connection.execution_options(writing=True)
            with connection.begin():
                yield connection
            return
        with connection.begin():
            connection.execute(text("SET LOCAL lock_timeout = '4s'"))
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
            yield connection
