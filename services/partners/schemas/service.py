"""What our own services ask for."""

from typing import Any
from uuid import UUID

from marshmallow import ValidationError, fields

from shared.web.schema import Strict

MOST = 100


class Ids(fields.Field[list[UUID]]):
    """Ids in one text, separated by commas; at most a hundred."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> list[UUID]:
        parts = [part for part in str(value).split(",") if part]
        if len(parts) > MOST:
            raise ValidationError(f"At most {MOST} ids.")
        try:
            return [UUID(part) for part in parts]
        except ValueError as fault:
            raise ValidationError("Ids separated by commas are expected.") from fault


class CardsWanted(Strict):
    """Which offerings are wanted."""

    ids = Ids(required=True)
