"""An invented network of any size: same seed, same network; every row says that it is invented."""

from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Literal

from services.seed.inventing import Facts, Person, offering, person, profile, words

Situation = Literal["new", "course", "walking", "half_way", "synergy", "reported", "launched"]

# what the first congregations have behind them; those after them have just begun
SITUATIONS: tuple[Situation, ...] = (
    "half_way",
    "walking",
    "reported",
    "launched",
    "course",
    "half_way",
    "new",
    "walking",
    "launched",
    "synergy",
)
TOLD = 20  # congregations with a history; the others fill the lists
FIRST_COACH = 10  # congregations of the practical coach
PER_COACH = 30


@dataclass(frozen=True)
class Contact:
    """A line of the contact log."""

    days_ago: int
    kind: str
    line: str


@dataclass(frozen=True)
class Congregation:
    """An invented congregation: its profile as the API takes it, its people and its history."""

    number: int
    profile: Facts
    coach: int
    leaders: tuple[Person, ...]
    working_group: tuple[Person, ...]
    situation: Situation | None
    contacts: tuple[Contact, ...]


@dataclass(frozen=True)
class Agency:
    """An invented agency; one that has not joined has a contact, who is no member of staff."""

    name: str
    joined: bool
    person: Person
    offerings: tuple[Facts, ...]


@dataclass(frozen=True)
class Network:
    """Everything an invented network holds; the second coach is employed by the first agency."""

    operator: Person
    coaches: tuple[Person, ...]
    congregations: tuple[Congregation, ...]
    agencies: tuple[Agency, ...]

    @property
    def size(self) -> int:
        """Return how many things there are to load, for a progress bar."""
        offerings = sum(len(agency.offerings) for agency in self.agencies)
        return len(self.congregations) * 2 + len(self.agencies) + offerings


def network(
    *, congregations: int, agencies: int, offerings: int, seed: int, today: date
) -> Network:
    """Return an invented network of this size."""
    dice = Random(seed)
    coaches = 2 + max(0, congregations - 2 * FIRST_COACH + PER_COACH - 1) // PER_COACH
    firsts = [offerings * number // agencies for number in range(agencies + 1)]
    return Network(
        operator=Person("Marijke Oostra", "beheer@netwerk.example", "nl"),
        coaches=tuple(person(dice, "coaches", number) for number in range(coaches)),
        congregations=tuple(_congregation(dice, n) for n in range(congregations)),
        agencies=tuple(
            _agency(dice, n, range(firsts[n], firsts[n + 1]), today) for n in range(agencies)
        ),
    )


def _congregation(dice: Random, number: int) -> Congregation:
    domain = f"gemeente{number + 1}"
    # every fourth has three leaders, of whom one reads English
    three = (person(dice, domain, 2, "en"),) if number % 4 == 0 else ()
    return Congregation(
        number=number,
        profile=profile(dice, number),
        coach=_coach(number),
        leaders=tuple(person(dice, domain, n) for n in range(2)) + three,
        working_group=(person(dice, domain, 3),) if number % 5 == 0 else (),
        situation=SITUATIONS[number % len(SITUATIONS)] if number < TOLD else None,
        contacts=_contacts(dice, number),
    )


def _coach(number: int) -> int:
    """Return which coach guides: ten are the first one's, ten the second's, thirty each further."""
    first_two = 2 * FIRST_COACH
    return number // FIRST_COACH if number < first_two else 2 + (number - first_two) // PER_COACH


def _contacts(dice: Random, number: int) -> tuple[Contact, ...]:
    last = dice.choice((2, 5, 9, 16, 25, 40, 55, 80))
    days = [last + 30 * back + dice.randint(0, 12) for back in range(4 if number < TOLD else 1)]
    lines = dice.sample(words()["contact_lines"], len(days))
    return tuple(
        Contact(day, dice.choice(("call", "visit", "mail")), line)
        for day, line in zip(days, lines, strict=True)
    )


def _agency(dice: Random, number: int, numbers: range, today: date) -> Agency:
    names = words()["agencies"]
    extra = "" if number < len(names) else f" {number // len(names) + 1}"
    return Agency(
        name=names[number % len(names)] + extra,
        # one in four has not joined: a coach entered it from a brochure
        joined=number % 4 != 3,
        person=person(dice, f"organisatie{number + 1}", 0),
        offerings=tuple(offering(dice, n, today) for n in numbers),
    )
