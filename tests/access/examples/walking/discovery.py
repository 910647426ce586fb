"""One valid request to every route about discovery."""

from tests.access.checks import Examples

EXAMPLES: Examples = {}
