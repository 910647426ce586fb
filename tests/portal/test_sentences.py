"""What services refuse with, as a Dutch reader meets it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask_babel import force_locale
from marshmallow import ValidationError

from services.host import Host
from services.portal.language import catalog
from services.portal.sentences import sentence
from shared.web.schema import Day, Text, Whole

SERVICES = Path(__file__).parents[2] / "services"


@pytest.fixture
def portal(host: Host) -> Flask:
    return host.apps["portal"]


def in_dutch(portal: Flask, english: str) -> str:
    with portal.test_request_context(), force_locale("nl"):
        return sentence(english)


def conflicts(folder: Path) -> Iterator[str]:
    """Yield what is raised as a conflict, which is always shown as it stands."""
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Conflict":
                yield from (a.value for a in node.args if isinstance(a, ast.Constant))


@pytest.mark.parametrize("longest", [80, 4000])
def test_a_text_that_is_too_long_is_told_in_dutch_whatever_its_length(portal, longest):
    with pytest.raises(ValidationError) as refused:
        Text(longest=longest).deserialize("x" * (longest + 1))

    assert in_dutch(portal, refused.value.messages[0]) == f"Hoogstens {longest} tekens."


def test_numbers_and_days_that_cannot_be_are_told_in_dutch(portal):
    told = []
    for field, typed in ((Whole(low=1, high=50), 51), (Day(), "0026-11-20"), (Day(), "2026-02-30")):
        with pytest.raises(ValidationError) as refused:
            field.deserialize(typed)
        told.append(in_dutch(portal, refused.value.messages[0]))

    assert told == [
        "Kies een getal van 1 tot en met 50.",
        "Het jaartal moet tussen 1900 en 2100 liggen.",
        "Die dag bestaat niet.",
    ]


def test_a_sentence_without_dutch_stays_as_it_is_with_its_numbers_and_signs(portal):
    assert in_dutch(portal, "Nobody wrote 12 of 100 % yet.") == "Nobody wrote 12 of 100 % yet."


@pytest.mark.parametrize("service", ["congregations", "partners", "notifications"])
def test_every_conflict_is_told_in_dutch(service):
    known = {entry.id if isinstance(entry.id, str) else entry.id[0] for entry in catalog()}
    found = set(conflicts(SERVICES / service))

    assert found
    assert found - known == set()
