"""One valid request to every route about support."""

from tests.access.checks import Examples

EXAMPLES: Examples = {}
