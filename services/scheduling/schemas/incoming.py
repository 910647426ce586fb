"""What comes in: every field checked, unknown ones refused."""

import re
from collections.abc import Mapping
from datetime import time
from typing import Any, cast
from uuid import UUID

from marshmallow import ValidationError, fields, post_load, validate

from services.scheduling.actions.wishes import Changes, RunWish, SessionWish
from services.scheduling.model import ANSWERS, CHOICES
from services.scheduling.queries.sessions import Page
from shared.reference import vocabulary
from shared.reference.places import REGIONS
from shared.web.schema import Code, Day, Strict, Text, Truth, WallClock, Whole

HOME = "Europe/Amsterdam"
MOST_PEOPLE = 100


class Identifier(fields.UUID):
    """An id, written as 36 characters."""

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **more: Any
    ) -> UUID:
        if not isinstance(value, str) or len(value) != 36:
            raise ValidationError("An id is expected.")
        return super()._deserialize(value, attr, data, **more)


class TimeOfDay(fields.Field[time]):
    """A time on the wall clock, `HH:MM`."""

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **more: Any
    ) -> time:
        if not isinstance(value, str) or not re.fullmatch(
            r"([01]\d|2[0-3]):[0-5]\d", value, re.ASCII
        ):
            raise ValidationError("A time as HH:MM is expected.")
        return time.fromisoformat(value)


def _is_kind(code: str) -> bool:
    return vocabulary.is_code("session_kinds", code)


def _people(**more: Any) -> fields.List[UUID]:
    longest = validate.Length(max=MOST_PEOPLE, error=f"At most {MOST_PEOPLE} people.")
    return fields.List(Identifier(), validate=longest, **more)


class Described(Strict):
    """What a letter and a calendar entry may say of a session."""

    title = Text(longest=200, allow_none=True)
    place = Text(longest=300, allow_none=True)
    agenda = Text(longest=4000, lines=True, allow_none=True)
    paragraph = Text(longest=2000, lines=True, allow_none=True)


class SessionIn(Described):
    """A session to plan."""

    congregation_id = Identifier(required=True)
    journey_id = Identifier(allow_none=True)
    step_id = Identifier(allow_none=True)
    kind = Code(_is_kind, required=True)
    local_start = WallClock(required=True)
    zone = Text(longest=64, load_default=HOME)
    minutes = Whole(low=1, high=7 * 24 * 60, required=True)
    label = Whole(low=0, high=3, load_default=1)
    participants = _people(allow_none=True)

    @post_load
    def wish(self, data: dict[str, Any], **_more: Any) -> SessionWish:
        """Return the wish that the action takes."""
        return SessionWish(**data)


class ChangesIn(Described):
    """What shall be different about a session; what is left out stays."""

    local_start = WallClock()
    zone = Text(longest=64)
    minutes = Whole(low=1, high=7 * 24 * 60)
    label = Whole(low=0, high=3)
    pinned = Truth()
    sequence = Whole()
    add_participants = _people()

    @post_load
    def changes(self, data: dict[str, Any], **_more: Any) -> Changes:
        """Return the changes that the action takes."""
        return cast(Changes, data)


class CancellationIn(Strict):
    """A paragraph that the letter about it shall carry."""

    paragraph = Text(longest=2000, lines=True, allow_none=True, load_default=None)


class AnswerIn(Strict):
    """Whether one will be there."""

    answer = Text(required=True, validate=validate.OneOf(ANSWERS))


class RunIn(Described):
    """A course run to plan around the holidays."""

    congregation_id = Identifier(required=True)
    journey_id = Identifier(allow_none=True)
    step_ids = fields.List(Identifier(), validate=validate.Length(max=60))
    kind = Code(_is_kind, load_default="kairos_lesson")
    first = Day(required=True)
    time = TimeOfDay(required=True)
    zone = Text(longest=64, load_default=HOME)
    minutes = Whole(low=1, high=24 * 60, load_default=150)
    count = Whole(low=1, high=60, load_default=9)
    format = Text(
        load_default="weekly", validate=validate.OneOf(("weekly", "intensive", "weekends"))
    )
    weekday = Whole(low=0, high=6, allow_none=True)
    every_days = Whole(low=7, high=28, load_default=7)
    school_region = Text(allow_none=True, validate=validate.OneOf(REGIONS))
    during_school_holidays = Truth(load_default=False)
    skip = fields.List(Day(), validate=validate.Length(max=366))
    label = Whole(low=0, high=3, load_default=1)
    participants = _people(allow_none=True)

    @post_load
    def wish(self, data: dict[str, Any], **_more: Any) -> RunWish:
        """Return the wish that the action takes."""
        return RunWish(**data)


class RunQuery(Strict):
    """`dry_run=1`: show what would be planned, keep nothing."""

    dry_run = Whole(low=0, high=1, load_default=0)


class PageQuery(Strict):
    """Which part of a list."""

    limit = Whole(low=1, high=200, load_default=50)
    after = Text(longest=200)
    first = Day(data_key="from")
    last = Day(data_key="until")

    @post_load
    def page(self, data: dict[str, Any], **_more: Any) -> Page:
        """Return the page that the query takes."""
        return Page(**data)


class OfCongregation(PageQuery):
    """Which part of a congregation's list."""

    congregation_id = Identifier(required=True)

    @post_load
    def page(self, data: dict[str, Any], **_more: Any) -> tuple[UUID, Page]:
        """Return the congregation and the page."""
        congregation_id: UUID = data.pop("congregation_id")
        return congregation_id, Page(**data)


class LetterQuery(Strict):
    """For whom the letter is."""

    person_id = Identifier(load_default=None)


class FeedIn(Strict):
    """A device that shall show one's dates."""

    device = Text(longest=80, required=True)
    language = Text(load_default="nl", validate=validate.OneOf(("nl", "en")))


class PreferenceIn(Strict):
    """How one wants dates in one's calendar."""

    choice = Text(required=True, validate=validate.OneOf(CHOICES))
