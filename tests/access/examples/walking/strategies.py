"""One valid request to every route about strategies."""

from tests.access.checks import Examples

EXAMPLES: Examples = {}
