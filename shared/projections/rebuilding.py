"""Comparing a picture with its owner's rows, and putting it right while events keep coming.

First everything is read: the picture with its marks, then the owner's rows. Only then is anything
written, row by row, each with its mark in a transaction of its own. A row that a newer event wrote
meanwhile stays as that event left it. So the owner may be away, a process may die and events may
arrive at any moment, in any order: no row is ever older than it was.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.exc import IntegrityError, OperationalError

from shared.errors import Conflict, Refusal
from shared.projections import marks
from shared.projections.picture import PAGE, Held, Row, Sum, digest, everything, steady, sum_of
from shared.service import Tools

TRIES = 3


@dataclass(frozen=True)
class Compared:
    """The sums of both sides."""

    here: Sum
    there: Sum

    @property
    def equal(self) -> bool:
        """Tell whether the picture is as its owner has it."""
        return self.here == self.there


@dataclass(frozen=True)
class Known:
    """A row of the picture before the owner was asked; without digest there is none."""

    seq: int = 0
    digest: bytes | None = None


@dataclass(frozen=True)
class Difference:
    """A row that is to become as the owner has it; None when he has it not.

    One that is the `same` has an older mark: an event older than the row may still be on its way.
    """

    key: str
    seq: int
    seen: int
    row: Row | None
    same: bool = False


@dataclass
class Rebuilt:
    """What a rebuild did: rows made or altered, taken away, left to newer events, refused.

    `confirmed` are rows that were right and now have the owner's number.
    """

    put: int = 0
    confirmed: int = 0
    dropped: int = 0
    outrun: int = 0
    refused: int = 0

    @property
    def changed(self) -> int:
        """Return how many rows are other than before."""
        return self.put + self.dropped


def compare(held: Held, tools: Tools) -> Compared:
    """Return the sums of both sides; raises `Unavailable` when the owner does not answer."""
    columns = ",".join(held.columns)
    told = _ask(held, tools, f"/checksum?columns={columns}" if columns else "/checksum")
    with tools.db.read() as db:
        steady(db)
        here = sum_of(db, held, held.columns)
    return Compared(here, Sum(told["rows"], told["checksum"]))


def rebuild(held: Held, tools: Tools) -> Rebuilt:
    """Make the picture as its owner has it; raises `Unavailable`, having written nothing."""
    done = Rebuilt()
    for each in _differences(held, tools):
        ending = _settled(held, tools, each, TRIES)
        setattr(done, ending, getattr(done, ending) + 1)
    return done


def _differences(held: Held, tools: Tools) -> list[Difference]:
    known = _known(held, tools)
    # a row that is as it should be and has its mark needs nothing
    there, found = set(), []
    for key, seq, row in _owned(held, tools):
        there.add(key)
        ours = known.get(key, Known())
        same = ours.digest == digest(key, row, held.columns)
        if not same or ours.seq < seq:
            found.append(Difference(key, seq, ours.seq, row, same))
    gone = (key for key, ours in known.items() if ours.digest and key not in there)
    return [*found, *(Difference(key, known[key].seq, known[key].seq, None) for key in gone)]


def _known(held: Held, tools: Tools) -> dict[str, Known]:
    with tools.db.read() as db:
        steady(db)
        seqs = marks.all_of(db, held.name)
        known = {key: Known(seq) for key, seq in seqs.items()}
        for key, row in everything(db, held):
            known[key] = Known(seqs.get(key, 0), digest(key, row, held.columns))
    return known


def _owned(held: Held, tools: Tools) -> Iterator[tuple[str, int, Row]]:
    after = ""
    while True:
        told = _ask(held, tools, f"?after={after}&limit={PAGE}" if after else f"?limit={PAGE}")
        for each in told["items"]:
            after = each["key"]
            yield after, each["seq"], _read(held, each["row"])
        if not told["more"]:
            return


def _read(held: Held, told: Row) -> Row:
    if absent := {*held.key, *held.columns, *held.needs} - told.keys():
        raise Conflict(f"{held.owner} sends {held.name} without {', '.join(sorted(absent))}.")
    return held.read(told)


def _settled(held: Held, tools: Tools, each: Difference, tries: int) -> str:
    try:
        return _settle(held, tools, each, at=tools.clock.now())
    except Refusal:
        return "refused"
    except (IntegrityError, OperationalError) as fault:
        # an event at the same rows was in the way; or what hangs on this row keeps it
        if tries > 1:
            return _settled(held, tools, each, tries - 1)
        if isinstance(fault, OperationalError):
            raise
        return "refused"


def _settle(held: Held, tools: Tools, each: Difference, *, at: datetime) -> str:
    with tools.db.write() as db:
        if not marks.claim(db, held.name, each.key, seq=each.seq, seen=each.seen):
            return "outrun"
        if each.row is not None:
            held.put(db, each.row, at)
            return "confirmed" if each.same else "put"
        ids = dict(zip(held.key, each.key.split("/"), strict=True))
        held.drop(db, held.read(ids), at)
        return "dropped"


def _ask(held: Held, tools: Tools, rest: str) -> Any:
    bearer = tools.credentials.bearer(held.owner)
    path = f"/projections/{held.name}{rest}"
    return tools.client.call(held.owner, "GET", path, bearer=bearer).json
