"""One valid request to every route about templates."""

from tests.access.checks import Examples

EXAMPLES: Examples = {}
