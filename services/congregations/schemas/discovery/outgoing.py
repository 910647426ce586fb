"""What is told of rounds of questions, findings and commitments."""

from typing import Any

from marshmallow import Schema, fields

from services.congregations.schemas.journeys import CongregationGlance


class RoundOut(Schema):
    """A round, without what was answered."""

    id = fields.UUID()
    congregation_id = fields.UUID()
    journey_id = fields.UUID()
    moment = fields.String()
    instrument = fields.String()
    comparable = fields.Boolean()
    state = fields.String()
    opened_by = fields.UUID()
    opened_at = fields.AwareDateTime()
    closed_by = fields.UUID()
    closed_at = fields.AwareDateTime()


class ItemOut(Schema):
    """A question."""

    code = fields.String()
    text_nl = fields.String()
    text_en = fields.String()


class AreaOut(Schema):
    """An area with its questions and what each level means, from 0 to 5."""

    code = fields.String()
    title_nl = fields.String()
    title_en = fields.String()
    items = fields.List(fields.Nested(ItemOut))
    levels_nl = fields.List(fields.String())
    levels_en = fields.List(fields.String())


class InstrumentOut(Schema):
    """The questions of a round."""

    reference = fields.String()
    title_nl = fields.String()
    title_en = fields.String()
    areas = fields.List(fields.Nested(AreaOut))


class RolePartOut(Schema):
    """Links handed out to a role, and how many answered; null is fewer than five."""

    role = fields.String()
    links = fields.Integer()
    answered = fields.Integer()


class ParticipationOut(Schema):
    """Who took part, in numbers that give nobody away; null is what may not be told."""

    answered = fields.Integer()
    enough = fields.Boolean()
    roles = fields.List(fields.Nested(RolePartOut))


class GroupOut(Schema):
    """Roles that are told together."""

    roles = fields.List(fields.String())
    size = fields.Integer()


class AreaResultOut(Schema):
    """What all say of an area; `by_group` has a median per group. Null may not be told."""

    code = fields.String()
    title_nl = fields.String()
    title_en = fields.String()
    median = fields.Float()
    low = fields.Float()
    high = fields.Float()
    answers = fields.Integer()
    # a schema of marshmallow has something else under this name
    no_level = fields.Integer(attribute="unknown", data_key="unknown")
    by_group = fields.List(fields.Float(allow_none=True))


class ResultsOut(Schema):
    """The outcome of a closed round; without figures it has no areas."""

    has_figures = fields.Boolean()
    answers = fields.Integer()
    groups = fields.List(fields.Nested(GroupOut))
    areas = fields.List(fields.Nested(AreaResultOut))


class RoundPage(Schema):
    """A round as its congregation sees it."""

    relations = fields.Function(lambda seen: sorted(seen.standing.relations))
    congregation = fields.Nested(CongregationGlance)
    round = fields.Nested(RoundOut)
    questions = fields.Nested(InstrumentOut)
    participation = fields.Nested(ParticipationOut)
    results = fields.Nested(ResultsOut)
    notes = fields.List(fields.String())
    sheet_code = fields.String()


class HandedOut(Schema):
    """A link as it is handed out, this once."""

    token = fields.String()
    code = fields.String()


class LinkList(Schema):
    """Fresh links for a role."""

    role = fields.String()
    items = fields.List(fields.Nested(HandedOut))


class RaterCongregation(Schema):
    """What a rater reads of the congregation that asks."""

    name = fields.String()
    place = fields.String()


class RaterQuestions(Schema):
    """What a rater is asked, by whose congregation and as what."""

    congregation = fields.Nested(RaterCongregation)
    role = fields.String()
    moment = fields.String()
    questions = fields.Nested(InstrumentOut)


class FindingChangeOut(Schema):
    """How an unwritten rule went on."""

    from_state = fields.String(data_key="from")
    to_state = fields.String(data_key="to")
    note = fields.String()
    by = fields.UUID()
    at = fields.AwareDateTime()


class FindingOut(Schema):
    """A line of the board."""

    id = fields.UUID()
    kind = fields.String()
    text = fields.String()
    theme = fields.String()
    state = fields.String()
    workshop_id = fields.UUID()
    action_id = fields.UUID()
    at = fields.AwareDateTime()
    changes = fields.List(fields.Nested(FindingChangeOut))


class FindingList(Schema):
    """Lines of the board."""

    items = fields.List(fields.Nested(FindingOut))


class FateOut(Schema):
    """What was said to become of a commitment, by whom and when."""

    from_disposition = fields.String(data_key="from")
    to_disposition = fields.String(data_key="to")
    note = fields.String()
    by = fields.UUID()
    at = fields.AwareDateTime()


class CommitmentOut(Schema):
    """A commitment."""

    id = fields.UUID()
    kind = fields.String()
    title = fields.String()
    since = fields.Integer()
    share = fields.String()
    people = fields.String()
    label = fields.Integer()
    disposition = fields.String()
    until = fields.Date()
    to_whom = fields.String()
    version = fields.Integer()
    changes = fields.List(fields.Nested(FateOut))


class CommitmentSeen(Schema):
    """A commitment in the list; of a sealed one null stands for what it is about."""

    id = fields.UUID(attribute="commitment.id")
    kind = fields.String(attribute="commitment.kind")
    title = fields.String()
    since = fields.Integer(attribute="commitment.since")
    share = fields.String(attribute="commitment.share")
    people = fields.String(attribute="commitment.people")
    label = fields.Integer(attribute="commitment.label")
    disposition = fields.String(attribute="commitment.disposition")
    until = fields.Date(attribute="commitment.until")
    to_whom = fields.String()
    version = fields.Integer(attribute="commitment.version")
    changes = fields.List(fields.Nested(FateOut))


class FocusOut(Schema):
    """How gathered commitments are: index from 0 to 1, or null, and shares, the least first."""

    index = fields.Float()
    shares = fields.List(fields.Float())
    count = fields.Integer()
    no_share = fields.Integer(attribute="unknown", data_key="unknown")


class BeforeAfter(Schema):
    """Now, and once what is phased out or passed on has gone."""

    before = fields.Nested(FocusOut)
    after = fields.Nested(FocusOut)


class GiftsOut(Schema):
    """The bands and choices of the profile that belong to discovery."""

    gifts = fields.Dict(keys=fields.String(), values=fields.String())
    talents = fields.Dict(keys=fields.String(), values=fields.String())
    passions = fields.Dict(keys=fields.String(), values=fields.List(fields.String()))


class DiscoveryOut(Schema):
    """All that is known of where a congregation stands."""

    relations = fields.Function(lambda seen: sorted(seen.standing.relations))
    congregation = fields.Nested(CongregationGlance)
    rounds = fields.List(fields.Nested(RoundOut))
    findings = fields.List(fields.Nested(FindingOut))
    profile = fields.Function(lambda seen: GiftsOut().dump(seen.congregation))
    commitments = fields.List(fields.Nested(CommitmentSeen))
    focus = fields.Function(lambda seen: _focus(seen.focus))


def _focus(pair: tuple[object, object]) -> Any:
    return BeforeAfter().dump({"before": pair[0], "after": pair[1]})
