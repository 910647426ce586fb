"""One valid request to every route about workshops."""

from tests.access.checks import Examples

EXAMPLES: Examples = {}
