"""One valid request to every route about courses."""

from tests.access.checks import Examples

EXAMPLES: Examples = {}
