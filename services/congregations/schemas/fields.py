"""Fields that read our codes, lists and cursors."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from marshmallow import ValidationError, fields, validate

from services.congregations.model import codes
from shared.web.schema import Strict, Text, Whole


class Coded(Text):
    """A code of one of our lists, as its reader writes it."""

    def __init__(self, reader: Callable[[str], str | None], **more: Any):
        super().__init__(longest=80, **more)
        self.reader = reader

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **more: Any
    ) -> str:
        code = self.reader(super()._deserialize(value, attr, data, **more))
        if code is None:
            raise ValidationError("That code is not on our list.")
        return code


class Listing(fields.List[Any]):
    """A JSON list, each value once."""

    def __init__(self, inner: fields.Field[Any], *, most: int, **more: Any):
        super().__init__(inner, validate=validate.Length(max=most), **more)

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **more: Any
    ) -> list[Any]:
        if not isinstance(value, list):
            raise ValidationError("A list is expected.")
        return list(dict.fromkeys(super()._deserialize(value, attr, data, **more)))


class Id(fields.UUID):
    """An id in its usual form."""

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **more: Any
    ) -> UUID:
        found = super()._deserialize(value, attr, data, **more)
        if found is None or str(found) != str(value).lower():
            raise ValidationError("An id is expected.")
        return found


class Ids(Text):
    """Several ids in a query, separated by commas; at most a hundred."""

    def __init__(self, **more: Any):
        super().__init__(longest=4000, **more)

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **more: Any
    ) -> Any:
        parts = super()._deserialize(value, attr, data, **more).split(",")
        if len(parts) > 100:
            raise ValidationError("At most 100 ids.")
        return [Id()._deserialize(part.strip(), attr, data) for part in parts]


def code(field: str, **more: Any) -> Coded:
    """Return a field of the profile that holds a code, or null for not yet known."""
    return Coded(lambda value: codes.known(field, value), allow_none=True, **more)


class Paging(Strict):
    """Which page of a list."""

    limit = Whole(low=1, high=100, load_default=50)
    after = Id(load_default=None)
