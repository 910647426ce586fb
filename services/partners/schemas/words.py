"""What comes in wherever somebody says something for a side: who told it, what it rests on."""

from typing import Any

from marshmallow import fields, validate

from shared.web.schema import Strict, Text


class PassedOn(Strict):
    """Who told the coach."""

    by_role = fields.String(
        required=True,
        validate=validate.OneOf(("leader", "working_group", "agency_staff", "contact", "other")),
    )
    by_name = Text(longest=120, load_default=None, allow_none=True)


class Evidence(fields.List[str]):
    """Ids or short references of what a decision rests on, as they come; at most twenty."""

    def __init__(self, **more: Any):
        super().__init__(
            Text(longest=200), load_default=list, validate=validate.Length(max=20), **more
        )


class ReportAnswer(Strict):
    """A side's answer to what was passed on in its name."""

    answer = fields.String(required=True, validate=validate.OneOf(("confirmed", "contested")))
    note = Text(longest=1000, lines=True, empty=True, load_default="")


def told_by(passed_on: dict[str, Any] | None) -> dict[str, Any]:
    """Return who told it, in the words of the actions."""
    return {"reported_by_role": passed_on["by_role"] if passed_on else None}
