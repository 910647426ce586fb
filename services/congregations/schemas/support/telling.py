"""What is told about support: the plan, measures, slips, results and objections."""

from marshmallow import Schema, fields

from services.congregations.schemas.journeys import CongregationGlance, DecisionInShort


class SlipsOut(Schema):
    """Fresh tokens, told this once."""

    tokens = fields.List(fields.String())


class SlipOut(Schema):
    """What stands on a slip."""

    congregation_name = fields.String()
    questions = fields.List(fields.Dict())
    state = fields.String()


class SupportStepOut(Schema):
    """What is done with a group."""

    id = fields.UUID()
    kind = fields.String()
    text = fields.String()
    on_day = fields.Date()
    role = fields.String()
    done_on = fields.Date()


class SupportGroupOut(Schema):
    """A group of the plan."""

    id = fields.UUID()
    name = fields.String()
    influence = fields.String()
    size = fields.Integer()
    size_band = fields.String()
    stance_now = fields.String()
    stance_desired = fields.String()
    stance_after = fields.String()
    steps = fields.List(fields.Nested(SupportStepOut))


class ThresholdOut(Schema):
    """A threshold with who set it and when."""

    share = fields.Integer()
    response = fields.Integer()
    no_grave = fields.Boolean()
    by = fields.UUID()
    at = fields.AwareDateTime()


class MeasuredGroupOut(Schema):
    """A group of a measure with what was counted by hand."""

    id = fields.UUID()
    group_id = fields.UUID()
    name = fields.String()
    invited = fields.Integer()
    present = fields.Integer()
    in_favour = fields.Integer()
    with_reservations = fields.Integer()
    against = fields.Integer()
    abstained = fields.Integer()


class SupportShareOut(Schema):
    """A share in favour, exactly (`counts`) or from `low` to `high`, with its interval."""

    names = fields.List(fields.String())
    invited = fields.Integer()
    took_part = fields.Integer()
    voted = fields.Integer()
    response = fields.Float()
    counts = fields.List(fields.Integer())
    low = fields.Float()
    high = fields.Float()
    interval = fields.List(fields.Float())


class SupportAskedOut(Schema):
    """One question with its answers."""

    question = fields.Dict()
    total = fields.Nested(SupportShareOut)
    groups = fields.List(fields.Nested(SupportShareOut))
    spread = fields.Function(
        lambda asked: [{"steps": list(steps), "count": count} for steps, count in asked.spread]
    )


class SupportMissingOut(Schema):
    """A group that was not heard."""

    name = fields.String()
    why = fields.String()


class SupportReasonOut(Schema):
    """One rule of the threshold."""

    code = fields.String()
    met = fields.Boolean()
    wanted = fields.Integer()


class SupportResultOut(Schema):
    """What a measure came to."""

    invited = fields.Integer()
    took_part = fields.Integer()
    asked = fields.List(fields.Nested(SupportAskedOut))
    missing = fields.List(fields.Nested(SupportMissingOut))
    grave_open = fields.Integer()
    reasons = fields.List(fields.Nested(SupportReasonOut))
    advice = fields.String()


class SupportObjectionOut(Schema):
    """An objection, of nobody known."""

    id = fields.UUID()
    text = fields.String()
    theme = fields.String()
    grave = fields.Boolean()
    answer = fields.String()
    state = fields.String()


class MeasureOut(Schema):
    """A measure as the asker sees it; `result` comes when it is closed."""

    id = fields.UUID(attribute="measure.id")
    code = fields.String()
    kind = fields.String(attribute="measure.kind")
    state = fields.String(attribute="measure.state")
    questions = fields.List(fields.Dict(), attribute="measure.questions")
    held_on = fields.Date(attribute="measure.held_on")
    made_at = fields.AwareDateTime(attribute="measure.made_at")
    opened_at = fields.AwareDateTime(attribute="measure.opened_at")
    closed_at = fields.AwareDateTime(attribute="measure.closed_at")
    outcome = fields.String(attribute="measure.outcome")
    groups = fields.List(fields.Nested(MeasuredGroupOut), attribute="measure.groups")
    threshold = fields.Nested(ThresholdOut, attribute="measure.threshold")
    thresholds = fields.List(fields.Nested(ThresholdOut), attribute="measure.thresholds")
    slips = fields.Function(
        lambda seen: {str(group_id): number for group_id, number in seen.slips.items()}
    )
    answers = fields.Integer()
    result = fields.Nested(SupportResultOut)
    objections = fields.List(fields.Nested(SupportObjectionOut))
    decision = fields.Nested(DecisionInShort)


class SupportOut(Schema):
    """All that the page about support shows; `journey_id` is null before the first journey."""

    relations = fields.Function(lambda seen: sorted(seen.standing.relations))
    congregation = fields.Nested(CongregationGlance)
    journey_id = fields.UUID(attribute="journey.id", dump_default=None)
    journey_state = fields.String(attribute="journey.state", dump_default=None)
    groups = fields.List(fields.Nested(SupportGroupOut))
    measures = fields.List(fields.Nested(MeasureOut))


class MeasureMade(Schema):
    """A measure that was prepared or changed."""

    id = fields.UUID()
    kind = fields.String()
    state = fields.String()
    outcome = fields.String()
    groups = fields.List(fields.Nested(MeasuredGroupOut))
    threshold = fields.Nested(ThresholdOut)
