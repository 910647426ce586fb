"""A reader of calendar entries, written from RFC 5545 and from nothing of ours.

The product writes its entries with another reader's library; what both understand alike is right.
"""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime

from services.tour.missing import Missing

Parameters = dict[str, str]
_LINE = re.compile(
    r'(?P<name>[A-Za-z0-9-]+)(?P<parameters>(?:;[^=:;]+=(?:"[^"]*"|[^":;]*))*):(?P<value>.*)',
    re.DOTALL,
)
_PARAMETER = re.compile(r';([^=:;]+)=("[^"]*"|[^":;]*)')
_ESCAPED = re.compile(r"\\([\\;,nN])")
_MOMENT = re.compile(r"\d{8}T\d{6}Z")


@dataclass
class Component:
    """A calendar or an entry: its properties by name, and what is inside it."""

    name: str
    properties: dict[str, list[tuple[Parameters, str]]] = field(default_factory=dict)
    inside: list["Component"] = field(default_factory=list)

    def all(self, name: str) -> list[tuple[Parameters, str]]:
        """Return every occurrence of a property."""
        return self.properties.get(name, [])

    def one(self, name: str) -> str:
        """Return the value of a property that must occur exactly once."""
        found = self.all(name)
        if len(found) != 1:
            raise Missing(f"{self.name} has {len(found)} {name}, not one")
        return found[0][1]

    def text(self, name: str) -> str:
        """Return a text, its escapes undone (RFC 5545, 3.3.11)."""
        return _ESCAPED.sub(lambda m: "\n" if m[1] in "nN" else m[1], self.one(name))

    def moment(self, name: str) -> datetime:
        """Return a moment in UTC (form 2 of RFC 5545, 3.3.5)."""
        value = self.one(name)
        if not _MOMENT.fullmatch(value):
            raise Missing(f"{name} is {value}, no moment in UTC")
        return datetime.strptime(value, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)


def read(content: bytes) -> Component:
    """Return the one calendar in a file."""
    root = Component("file")
    path = [root]
    for line in _unfolded(content):
        found = _LINE.fullmatch(line)
        if not found:
            raise Missing(f"the calendar has a line that is none: {line[:60]!r}")
        name, value = found["name"].upper(), found["value"]
        if name == "BEGIN":
            path[-1].inside.append(Component(value.upper()))
            path.append(path[-1].inside[-1])
        elif name == "END":
            if path.pop().name != value.upper() or not path:
                raise Missing(f"the calendar ends a {value} that is not open")
        else:
            path[-1].properties.setdefault(name, []).append((_parameters(found), value))
    if len(path) != 1 or [part.name for part in root.inside] != ["VCALENDAR"]:
        raise Missing("the calendar is not one whole VCALENDAR")
    return root.inside[0]


def _unfolded(content: bytes) -> list[str]:
    """Return the lines, long ones joined again (RFC 5545, 3.1): each must end with CRLF."""
    if not content.endswith(b"\r\n") or b"\n" in content.replace(b"\r\n", b""):
        raise Missing("the calendar has lines that do not end with CRLF")
    if any(len(line) > 75 for line in content.split(b"\r\n")):
        raise Missing("the calendar has a line of more than 75 bytes")
    whole = content.replace(b"\r\n ", b"").replace(b"\r\n\t", b"")
    return whole.decode("utf-8").split("\r\n")[:-1]


def _parameters(found: re.Match[str]) -> Parameters:
    pairs = _PARAMETER.findall(found["parameters"])
    return {name.upper(): value.strip('"') for name, value in pairs}
