"""One valid request to every route about evaluations."""

from tests.access.checks import Examples

EXAMPLES: Examples = {}
