"""One valid request to every route about intake."""

from tests.access.checks import Examples

EXAMPLES: Examples = {}
