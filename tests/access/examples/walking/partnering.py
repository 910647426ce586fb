"""One valid request to every route about partnering."""

from tests.access.checks import Examples

EXAMPLES: Examples = {}
