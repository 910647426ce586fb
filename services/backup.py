"""Backup and restore of the one-process mode: all databases at one moment, in one file."""

import sqlite3
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import click

SECRETS = ("portal-secret", "signing-key.json")


def backup(data_dir: Path, target: Path) -> int:
    """Write everything into `target` (tar.gz) while the house may be running; returns its bytes.

    All databases are held still together: an event that one service has sent and another has taken
    in is either in both copies or in neither.
    """
    databases = sorted(data_dir.glob("*.sqlite3"))
    if not databases:
        raise click.ClickException(f"There is no installation in {data_dir}.")
    with TemporaryDirectory(dir=data_dir) as folder, held_still(databases):
        for path in databases:
            _copy(path, Path(folder) / path.name)
        _pack(target, [*Path(folder).iterdir(), *(data_dir / name for name in SECRETS)])
    return target.stat().st_size


def restore(source: Path, data_dir: Path) -> None:
    """Unpack a backup into an empty data folder; refuses to write over an installation."""
    if list(data_dir.glob("*.sqlite3")):
        raise click.ClickException(f"{data_dir} already holds an installation; move it away first.")
    data_dir.mkdir(parents=True, exist_ok=True)
    # beside the final place until it is known to be whole: half a restore must look like none
    with TemporaryDirectory(dir=data_dir) as folder:
        _unpack(source, Path(folder))
        for path in Path(folder).iterdir():
            path.rename(data_dir / path.name)


def _unpack(source: Path, folder: Path) -> None:
    fault = click.ClickException(f"{source} is no backup of Missionscoach.")
    try:
        with tarfile.open(source, "r:gz") as archive:
            archive.extractall(folder, filter="data")
    except (tarfile.TarError, OSError, EOFError, zlib.error):
        raise fault from None
    if not (folder / "identity.sqlite3").is_file():
        raise fault
    for path in folder.glob("*.sqlite3"):
        _check(path)


@contextmanager
def held_still(databases: list[Path]) -> Iterator[None]:
    """Keep every database from being written to, all at the same time."""
    with ExitStack() as stack:
        for path in databases:
            connection = stack.enter_context(closing(sqlite3.connect(path, timeout=30)))
            connection.isolation_level = None
            connection.execute("BEGIN IMMEDIATE")
        yield


def _copy(path: Path, target: Path) -> None:
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)


def _pack(target: Path, files: list[Path]) -> None:
    partial = target.with_name(target.name + ".partial")
    partial.touch(mode=0o600)
    with tarfile.open(partial, "w:gz") as archive:
        for path in files:
            if path.exists():
                archive.add(path, arcname=path.name)
    partial.rename(target)


def _check(path: Path) -> None:
    try:
        with closing(sqlite3.connect(path)) as database:
            answer = database.execute("PRAGMA integrity_check").fetchone()[0]
    except sqlite3.DatabaseError as fault:
        answer = str(fault)
    if answer != "ok":
        raise click.ClickException(f"{path.name} in the backup is damaged: {answer}")
