"""The things of courses in the world that the access tests replay."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.access.world import Builder


def build(builder: "Builder") -> None:
    """Add them, over HTTP, and note their ids in `builder.ids`."""
