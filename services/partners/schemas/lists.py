"""Paging and the yes or no of a dry run, as every list and import of partners takes them."""

from collections.abc import Callable

from marshmallow import fields, validate

from shared.reference.vocabulary import is_code
from shared.web.schema import Code, Strict, Whole

LONGEST = 40


class Page(Strict):
    """Which part of a list is wanted."""

    limit = Whole(low=1, high=200, load_default=50)
    after = fields.UUID(load_default=None)


class DryRun(Strict):
    """Whether only the differences are wanted: `dry_run=1`."""

    dry_run = fields.Boolean(load_default=False)


def code_of(list_name: str, **more: object) -> Code:
    """Return a field that takes a code of one of the shared lists, or null for not yet known."""
    return Code(lambda code: is_code(list_name, code), allow_none=True, **more)


def codes_of(known: Callable[[str], bool]) -> fields.List[str]:
    """Return a field that takes codes that `known` knows; null means not yet known."""
    return fields.List(Code(known), allow_none=True, validate=validate.Length(max=LONGEST))


def codes_in(list_name: str) -> fields.List[str]:
    """Return a field that takes codes of one of the shared lists; null means not yet known."""
    return codes_of(lambda code: is_code(list_name, code))
