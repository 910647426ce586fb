"""The shapes of workshops: cards, photos, the report, and the codes of sheets."""

from marshmallow import Schema, fields


class SheetOut(Schema):
    """Where the answers of a paper sheet belong."""

    code = fields.String()
    kind = fields.String()
    subject_id = fields.UUID()
    congregation_id = fields.UUID()
