"""What congregations tells the others about evaluations and the APK."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shared.contracts.event import Event


@dataclass(frozen=True, kw_only=True)
class EvaluationDecided(Event):
    """A congregation's body decided what follows from an evaluation (`m6`, `m12`, `other`)."""

    name = "congregations.evaluation.decided"
    subject_field = "evaluation_id"

    evaluation_id: UUID
    journey_id: UUID
    congregation_id: UUID
    moment: str
    strategy_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class ApkStamped(Event):
    """A congregation's body gave its stamp: `continue`, `adjust` or `restart`, for a year."""

    name = "congregations.apk.stamped"
    subject_field = "apk_id"

    apk_id: UUID
    congregation_id: UUID
    stamp: str
    valid_until: date


@dataclass(frozen=True, kw_only=True)
class ApkDue(Event):
    """A stamp holds for one more month: it is time to plan the next APK."""

    name = "congregations.apk.due"
    subject_field = "apk_id"

    apk_id: UUID
    congregation_id: UUID


EVENTS: tuple[type[Event], ...] = (EvaluationDecided, ApkStamped, ApkDue)
