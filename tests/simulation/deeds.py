"""What is written in a world, and how its handlers take it: fine, slow, shy, broken, deadly."""

from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.orm import Session

from shared.clock import StillClock
from shared.contracts.congregations import CoachAssigned, CongregationRegistered, TrackChanged
from shared.contracts.event import Event
from shared.contracts.identity import PersonInvited
from shared.events.handlers import HandlerTable, Happening, InOrder, Retry, Skip
from tests.simulation.scheduler import Scheduler
from tests.simulation.store import effect

SLOWLY = timedelta(minutes=11)  # longer than an attempt's lease
# how often each nature is drawn; poison is what a person has to look at
NATURES = {"fine": 60, "slow": 5, "flaky": 8, "shy": 6, "skipped": 4, "broken": 4, "deadly": 3}
POISON = ("broken", "deadly")
SILENT = ("skipped", "unwanted", "letter")  # leave nothing in the ledger


@dataclass(frozen=True)
class Deed:
    """One event to be written: its number stands in it and in its effect."""

    number: int
    event: Event
    nature: str

    @property
    def ordered(self) -> bool:
        """Tell whether its handler asks for order."""
        return isinstance(self.event, TrackChanged)


def drawn(dice: Random, *, letters: bool) -> list[Deed]:
    """Draw what a world will write: 10 to 40 events about 3 to 5 subjects."""
    subjects = [UUID(int=dice.getrandbits(120)) for _ in range(dice.randint(3, 5))]
    count = int(dice.triangular(10, 41, 14))
    return [_deed(number, dice, subjects, letters) for number in range(1, count + 1)]


def _deed(number: int, dice: Random, subjects: list[UUID], letters: bool) -> Deed:
    subject, itself = dice.choice(subjects), UUID(int=number)
    kind = dice.random()
    if letters and kind < 0.15:
        invitation = PersonInvited(
            invitation_id=itself,
            organisation_id=subject,
            organisation_kind="network",
            role="coach",
        )
        return Deed(number, invitation, "letter")
    if kind > 0.95:
        return Deed(number, CongregationRegistered(congregation_id=itself), "unwanted")
    (nature,) = dice.choices(list(NATURES), list(NATURES.values()))
    if kind < 0.55:
        return Deed(number, CoachAssigned(congregation_id=subject, coach_id=itself), nature)
    ids = {"track_id": subject, "journey_id": itself, "congregation_id": subject}
    return Deed(number, TrackChanged(**ids, kind="kairos", state="running"), nature)


@dataclass
class Handlers:
    """The ledger's handlers: an effect first, then whatever the event's nature is."""

    deeds: dict[int, Deed]
    clock: StillClock
    scheduler: Scheduler
    cured: bool = False  # by a person, who then replays what was parked
    stumbles: dict[int, int] = field(default_factory=dict)

    def table(self) -> HandlerTable:
        """Return which event is handled how."""
        return {CoachAssigned: self._coach, TrackChanged: InOrder(self._track)}

    def _coach(self, db: Session, event: CoachAssigned, happening: Happening) -> None:
        self._take(db, event.coach_id.int, happening)

    def _track(self, db: Session, event: TrackChanged, happening: Happening) -> None:
        self._take(db, event.journey_id.int, happening)

    def _take(self, db: Session, number: int, happening: Happening) -> None:
        seq = happening.subjectseq
        db.execute(insert(effect).values(number=number, subject=happening.subject, subjectseq=seq))
        self.scheduler.point("handler")
        nature = self.deeds[number].nature
        if nature == "slow":
            self.clock.advance(SLOWLY)
        if nature == "skipped":
            raise Skip("nothing to do here")
        if nature in POISON and not self.cured:
            self._poisoned(nature)
        if nature in ("flaky", "shy") and self._stumbles(number):
            raise Retry("not yet", timedelta(seconds=40)) if nature == "shy" else KeyError(number)

    def _poisoned(self, nature: str) -> None:
        if nature == "deadly":
            self.scheduler.kill()
        raise RuntimeError("the cupboard is bare")

    def _stumbles(self, number: int) -> bool:
        self.stumbles[number] = self.stumbles.get(number, 0) + 1
        return self.stumbles[number] <= 1 + number % 3
