"""Fields and schemas that read as strictly on the wire as `strictjson` reads the bytes."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from email_validator import EmailNotValidError, validate_email
from marshmallow import Schema, ValidationError, fields, validate

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}\Z", re.ASCII)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)\Z", re.ASCII)
# controls, and the characters that turn reading order around
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_INVISIBLE = re.compile("[\u200b\u2060\ufeff]")


class Text(fields.String):
    """A text: NFC, trimmed, no control or direction characters; one line unless `lines=True`."""

    def __init__(
        self, *, longest: int = 200, lines: bool = False, empty: bool = False, **more: Any
    ):
        super().__init__(**more)
        self.longest, self.lines, self.empty = longest, lines, empty

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **more: Any
    ) -> str:
        if not isinstance(value, str):
            raise ValidationError("A text is expected.")
        text = _INVISIBLE.sub("", unicodedata.normalize("NFC", value)).strip()
        if _FORBIDDEN.search(text) or (not self.lines and re.search(r"[\r\n\t]", text)):
            raise ValidationError("It holds characters that are not allowed.")
        if not text and not self.empty:
            raise ValidationError("It may not be empty.")
        if len(text) > self.longest:
            raise ValidationError(f"At most {self.longest} characters.")
        return text


class TextOnly(str):
    """A text from where a number cannot be anything but text: an address, a sheet."""

    __slots__ = ()


class Whole(fields.Integer):
    """A whole number, as a JSON number (in an address or a sheet: ASCII digits)."""

    def __init__(self, *, low: int = 0, high: int = 2**31 - 1, **more: Any):
        super().__init__(validate=validate.Range(low, high), **more)

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **more: Any
    ) -> int:
        if isinstance(value, TextOnly) and re.fullmatch(r"-?[0-9]{1,10}", value, re.ASCII):
            return int(value)
        if isinstance(value, bool) or not isinstance(value, int):
            raise ValidationError("A whole number is expected.")
        return value


class Truth(fields.Boolean):
    """True or false, as JSON writes them."""

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **more: Any
    ) -> bool:
        if value is True or value is False:
            return bool(value)
        raise ValidationError("true or false is expected.")


class Day(fields.Date):
    """A day, `YYYY-MM-DD`, between 1900 and 2100."""

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **more: Any
    ) -> date:
        if not isinstance(value, str) or not _DATE.match(value):
            raise ValidationError("A date as YYYY-MM-DD is expected.")
        try:
            day = date.fromisoformat(value)
        except ValueError as fault:
            raise ValidationError("There is no such day.") from fault
        if not 1900 <= day.year <= 2100:
            raise ValidationError("The year must lie between 1900 and 2100.")
        return day


class WallClock(fields.NaiveDateTime):
    """A time on the wall clock without a zone, `YYYY-MM-DDTHH:MM`."""

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **more: Any
    ) -> datetime:
        if not isinstance(value, str) or not re.fullmatch(
            r"\d{4}-\d\d-\d\dT\d\d:\d\d(:00)?", value, re.ASCII
        ):
            raise ValidationError("A time as YYYY-MM-DDTHH:MM is expected.")
        try:
            moment = datetime.fromisoformat(value)
        except ValueError as fault:
            raise ValidationError("There is no such time.") from fault
        if not 1900 <= moment.year <= 2100:
            raise ValidationError("The year must lie between 1900 and 2100.")
        return moment

    def _serialize(self, value: Any, attr: str | None, obj: Any, **more: Any) -> Any:
        return None if value is None else value.strftime("%Y-%m-%dT%H:%M")


class Moment(fields.AwareDateTime):
    """A moment as `YYYY-MM-DDTHH:MM:SSZ` (any zone, but one) between 1900 and 2100."""

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **more: Any
    ) -> datetime:
        if not isinstance(value, str) or not _MOMENT.match(value):
            raise ValidationError("A moment as YYYY-MM-DDTHH:MM:SSZ is expected.")
        try:
            moment = datetime.fromisoformat(value)
        except ValueError as fault:
            raise ValidationError("There is no such moment.") from fault
        if not 1900 <= moment.year <= 2100:
            raise ValidationError("The year must lie between 1900 and 2100.")
        return moment


class Address(fields.String):
    """A mail address that the public internet could deliver to."""

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **more: Any
    ) -> str:
        if not isinstance(value, str) or _FORBIDDEN.search(value):
            raise ValidationError("A mail address is expected.")
        try:
            # `.example` and `.test` are invented domains: sample networks live there
            found = validate_email(value, check_deliverability=False, test_environment=True)
        except EmailNotValidError as fault:
            raise ValidationError("A mail address is expected.") from fault
        return found.normalized


class Code(Text):
    """A code of one of our lists, checked by `known`."""

    def __init__(self, known: Any, **more: Any):
        super().__init__(longest=80, **more)
        self.known = known

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **more: Any
    ) -> str:
        code = super()._deserialize(value, attr, data, **more)
        if not self.known(code):
            raise ValidationError("That code is not on our list.")
        return code


class Strict(Schema):
    """What comes in: unknown fields are refused."""
