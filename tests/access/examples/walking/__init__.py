"""One valid request to every route about the parts of a journey."""

from tests.access.checks import Examples
from tests.access.examples.walking import (
    courses,
    discovery,
    evaluations,
    implementation,
    intake,
    launches,
    letters,
    partnering,
    strategies,
    support,
    templates,
    workshops,
)

WALKING: Examples = {
    **intake.EXAMPLES,
    **workshops.EXAMPLES,
    **courses.EXAMPLES,
    **discovery.EXAMPLES,
    **strategies.EXAMPLES,
    **support.EXAMPLES,
    **launches.EXAMPLES,
    **implementation.EXAMPLES,
    **evaluations.EXAMPLES,
    **templates.EXAMPLES,
    **letters.EXAMPLES,
}
PARTNERING: Examples = partnering.EXAMPLES
