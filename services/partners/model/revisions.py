"""Numbers of changes, by which a reader finds what was written since it last looked.

Transactions end in another order than they began, so a reader may not go on from the greatest
number it saw: it goes on from the least that a transaction still open may be writing.
"""

from typing import Any

from sqlalchemy import BigInteger
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

NEXT_ON_SQLITE = "(SELECT coalesce(max(revision), 0) + 1 FROM offering)"


class ThisChange(FunctionElement[int]):
    """The number of the transaction that writes an offering."""

    type = BigInteger()
    inherit_cache = True


class OpenSince(FunctionElement[int]):
    """The least number that a transaction may still be writing; what is below stands."""

    type = BigInteger()
    inherit_cache = True


@compiles(ThisChange)
def _this_change(_element: ThisChange, _compiler: Any, **_kw: Any) -> str:
    return "pg_current_xact_id()::text::bigint"


@compiles(OpenSince)
def _open_since(_element: OpenSince, _compiler: Any, **_kw: Any) -> str:
    return "pg_snapshot_xmin(pg_current_snapshot())::text::bigint"


@compiles(ThisChange, "sqlite")
@compiles(OpenSince, "sqlite")
def _on_sqlite(_element: FunctionElement[int], _compiler: Any, **_kw: Any) -> str:
    return NEXT_ON_SQLITE  # there is one writer, and a reader sees all that ended
