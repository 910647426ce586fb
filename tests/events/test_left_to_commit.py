"""What a handler leaves to the commit, and fails there, is its own failure and nobody else's."""

import pytest
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from shared.clock import new_id
from tests.events.receiving import come


class Base(DeclarativeBase):
    pass


class Once(Base):
    __tablename__ = "once"

    what: Mapped[str] = mapped_column(primary_key=True)


def add(db, event, _happening):
    db.add(Once(what=str(event.congregation_id)))


@pytest.mark.parametrize("place", [0, 3, 6])
def test_a_row_that_the_store_refuses_at_the_end_of_a_batch_stops_no_other_event(receiver, place):
    Base.metadata.create_all(receiver.db.engine)
    ids = [new_id() for _ in range(7)]
    with receiver.db.write() as db:
        db.add(Once(what=str(ids[place])))

    receiver.inbox(add).receive_all(come(*(receiver.sealed(each) for each in ids)))

    assert sorted(receiver.states()) == ["done"] * 6 + ["retry"]
    with receiver.db.read() as db:
        assert {each.what for each in db.query(Once)} == {str(each) for each in ids}
