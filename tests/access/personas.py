"""Who asks in the tests of the access table, and what each is to the organisations."""

from dataclasses import dataclass, field

from tests.askers import Asker


@dataclass(frozen=True)
class Persona:
    """Somebody who asks, with all that the access table may look at.

    `roles` are (role, organisation); organisations have short names: a and b are congregations,
    p, q and r agencies, network the network.
    """

    name: str
    asker: Asker | str | None
    kind: str = "person"
    roles: frozenset[tuple[str, str]] = frozenset()
    guides: frozenset[str] = frozenset()
    entered: frozenset[str] = frozenset()
    introduced: frozenset[str] = frozenset()
    scopes: frozenset[str] = frozenset()
    subject: str = field(default="")

    def has(self, role: str) -> bool:
        """Tell whether he holds this role anywhere."""
        return any(held == role for held, _ in self.roles)

    def places(self) -> frozenset[str]:
        """Return the organisations to which he stands in any relation."""
        return frozenset(place for _, place in self.roles) | self.guides | self.entered


@dataclass(frozen=True)
class Thing:
    """What a request is about: the organisations it belongs to, whose it is, which one it is."""

    of: tuple[str, ...] = ()
    person: str = ""
    subject: str = ""


def may(persona: Persona, entry: str, thing: Thing) -> bool:
    """Tell whether one entry of the access table lets this persona do it with this thing."""
    role, _, relation = entry.partition(":")
    if role in ("public", "service"):
        return role == "public" or persona.kind == "service"
    if role == "key":
        scoped = relation in ("own", "any") or relation in persona.scopes
        return persona.kind == "key" and scoped and _shares(persona.places(), thing)
    if role == "link":
        return (
            persona.kind == "link"
            and persona.subject == thing.subject
            and _shares(persona.places(), thing)
        )
    if persona.kind != "person" or not (role == "person" or persona.has(role)):
        return False
    return _stands(persona, role, relation, thing)


def _stands(persona: Persona, role: str, relation: str, thing: Thing) -> bool:
    if relation == "self":
        return thing.person in ("", persona.name)
    if relation == "guides":
        return _shares(persona.guides, thing)
    if relation == "introduced":
        return _shares(persona.introduced, thing)
    if relation == "own":
        places = frozenset(place for held, place in persona.roles if held == role)
        by_entering = persona.entered if role in ("coach", "operator") else frozenset()
        return _shares(places | by_entering, thing)
    return relation == "any"


def _shares(places: frozenset[str], thing: Thing) -> bool:
    # a list belongs to nobody: each reader finds his own in it
    return not thing.of or bool(places & set(thing.of))
