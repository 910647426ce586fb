"""The shapes of templates as they are added, and of a journey that goes over to another one."""

from marshmallow import Schema, ValidationError, fields, validates_schema

from services.congregations.schemas.journeys import StepPlanOut, TemplateName
from shared.web.schema import Strict, Text


class NewTemplate(Schema):
    """A template as its file says it; what is wrong with it is said by its reader."""

    class Meta:
        """Keep every name, so that a slip of the pen is found and not dropped."""

        unknown = "include"

    @validates_schema
    def is_a_table(self, data: object, **_more: object) -> None:
        """Refuse what is no table of names and values."""
        if not isinstance(data, dict) or len(str(data)) > 200_000:
            raise ValidationError("A template of at most 200,000 characters is needed.")


class TemplateChoice(Strict):
    """To which template a journey goes over: the newest version of it."""

    template = Text(longest=40, required=True)


class ChangeOfPartOut(Schema):
    """One difference that the other version makes."""

    what = fields.String()
    kind = fields.String()
    title_nl = fields.String()
    title_en = fields.String()
    track_id = fields.UUID()
    fields_ = fields.List(fields.String(), data_key="fields", attribute="fields")
    steps = fields.List(fields.Nested(StepPlanOut))


class PreviewOut(Schema):
    """What going over would do."""

    before = fields.Function(lambda plan: plan.before.reference)
    after = fields.Function(lambda plan: plan.after.reference)
    changes = fields.List(fields.Nested(ChangeOfPartOut))


class ReshapingOut(Schema):
    """A journey went over to another version."""

    id = fields.UUID()
    journey_id = fields.UUID()
    from_template = fields.String()
    to_template = fields.String()
    by = fields.UUID()
    at = fields.AwareDateTime()
    undone_at = fields.AwareDateTime()


class ReshapingList(Schema):
    """When a journey changed its template, the latest first, and to which ones it could go."""

    items = fields.List(fields.Nested(ReshapingOut))
    templates = fields.List(fields.Nested(TemplateName))
