"""One valid request to every route about implementation."""

from tests.access.checks import Examples

EXAMPLES: Examples = {}
