"""One valid request to every route about letters."""

from tests.access.checks import Examples

# a letter needs a subject: each area adds the first letter it has, or this stays a refusal
EXAMPLES: Examples = {}
