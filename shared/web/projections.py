"""The rows of which others keep a picture, over HTTP, for our own services only."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_smorest import Blueprint
from marshmallow import Schema, fields

from shared.errors import Invalid, NotFound
from shared.projections.marks import key_of
from shared.projections.picture import PAGE, Served, numbered, page, plain, steady, sum_of
from shared.web import edge
from shared.web.app import blueprint
from shared.web.schema import Strict, Text, Whole


class PageQuery(Strict):
    """Which rows: those after a key."""

    after = Text(longest=80, load_default="")
    limit = Whole(low=1, high=PAGE, load_default=PAGE)


class Item(Schema):
    """One row, and the number of the last event of its subject when it was so."""

    key = fields.String()
    seq = fields.Integer()
    row = fields.Dict()


class Items(Schema):
    """Rows in the order of their keys."""

    items = fields.List(fields.Nested(Item))
    more = fields.Boolean()


class SumQuery(Strict):
    """Over which columns, beside the key."""

    columns = Text(longest=400, load_default="")


class SumSchema(Schema):
    """How many rows there are, and a checksum of what stands in them."""

    rows = fields.Integer()
    checksum = fields.String()


def routes(pictures: Sequence[Served]) -> Blueprint:
    """Return the routes that serve these rows."""
    blp = blueprint("projections", "What other services keep a picture of")
    by_name = {each.name: each for each in pictures}

    @blp.route("/projections/<string:name>")
    @blp.arguments(PageQuery, location="query")
    @blp.response(200, Items)
    def rows(query: Mapping[str, Any], name: str) -> dict[str, Any]:
        """Return a page of rows as they are at one moment, each with its event's number."""
        return _page(_named(by_name, name), **query)

    @blp.route("/projections/<string:name>/checksum")
    @blp.arguments(SumQuery, location="query")
    @blp.response(200, SumSchema)
    def checksum(query: Mapping[str, Any], name: str) -> Any:
        """Return how many rows there are and the checksum over some of their columns."""
        side = _named(by_name, name)
        with edge.reading() as db:
            steady(db)
            try:
                return sum_of(db, side, [each for each in query["columns"].split(",") if each])
            except KeyError as fault:
                told = "There is no such column."
                raise Invalid(told, {"columns": told}) from fault

    return blp


def _named(by_name: Mapping[str, Served], name: str) -> Served:
    if name not in by_name:
        raise NotFound
    return by_name[name]


def _page(side: Served, *, after: str, limit: int) -> dict[str, Any]:
    with edge.reading() as db:
        steady(db)
        try:
            found = page(db, side, after=after, limit=limit)
        except ValueError as fault:
            told = "That is no key of these rows."
            raise Invalid(told, {"after": told}) from fault
        items = [_item(side, row, seq) for row, seq in numbered(db, side, found)]
    return {"items": items, "more": len(items) == limit}


def _item(side: Served, row: Mapping[str, Any], seq: int) -> dict[str, Any]:
    key = key_of(row[name] for name in side.key)
    return {"key": key, "seq": seq, "row": {name: plain(value) for name, value in row.items()}}
