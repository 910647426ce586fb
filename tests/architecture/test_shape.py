"""The shape of the house: sizes, first sentences, names, and walls that break when planted."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LONGEST_MODULE = 300
LONGEST_FUNCTION = 45


def modules() -> Iterator[Path]:
    for folder in ("services", "shared"):
        for path in (ROOT / folder).rglob("*.py"):
            if "migrations" not in path.parts:
                yield path


@pytest.mark.parametrize("path", sorted(modules()), ids=lambda p: str(p.relative_to(ROOT)))
def test_every_module_is_short_and_says_first_what_it_is_for(path):
    text = path.read_text("utf-8")

    assert len(text.splitlines()) <= LONGEST_MODULE
    assert ast.get_docstring(ast.parse(text)), "begins with a sentence"


def test_no_function_is_longer_than_a_screen():
    long = [
        f"{path.relative_to(ROOT)}:{node.name} ({node.end_lineno - node.lineno + 1} lines)"
        for path in modules()
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef)
        and node.end_lineno is not None
        and node.end_lineno - node.lineno + 1 > LONGEST_FUNCTION
    ]

    assert long == []


def test_there_are_no_rooms_for_leftovers():
    names = {path.stem for path in modules()}

    assert names.isdisjoint({"utils", "util", "helpers", "common", "misc", "tools"})


@pytest.mark.parametrize(
    ("place", "line"),
    [
        ("services/scheduling/actions.py", "from services.identity import model"),
        ("services/congregations/queries.py", "import flask"),
        ("shared/contracts/identity.py", "import sqlalchemy"),
        ("services/notifications/jobs.py", "import kombu"),
        ("services/partners/policy.py", "from services.partners import api"),
    ],
)
def test_a_planted_import_through_a_wall_fails_the_check(tmp_path, place, line):
    copy = tmp_path / "house"
    subprocess.run(
        ["cp", "-r", "--parents", "services", "shared", "pyproject.toml", str(_made(copy))],
        cwd=ROOT,
        check=True,
    )
    target = copy / place
    text = target.read_text("utf-8") if target.exists() else '"""Planted."""\n'
    target.write_text(f"{text}\n\ndef planted():\n    {line}\n")

    result = lint(copy)

    assert result.returncode != 0
    assert "BROKEN" in result.stdout


def test_the_walls_stand():
    result = lint(ROOT)

    assert result.returncode == 0, result.stdout


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    command = Path(sys.executable).parent / "lint-imports"
    return subprocess.run(
        [str(command), "--no-cache"],
        cwd=folder,
        env={"PYTHONPATH": str(folder), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder
