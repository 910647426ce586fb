"""What the service that writes letters is told."""

from marshmallow import Schema, fields


class JourneyLetterOut(Schema):
    """The facts of a letter about a journey."""

    state = fields.String()
    congregation_id = fields.UUID()
    path = fields.String()
    coach_id = fields.UUID()
    what_nl = fields.String()
    what_en = fields.String()
    on = fields.Date()
    until = fields.Date()
    discreet = fields.Boolean()
