"""One valid request to every route about launches."""

from tests.access.checks import Examples

EXAMPLES: Examples = {}
