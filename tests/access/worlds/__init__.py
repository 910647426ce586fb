"""What each part of a journey adds to the world, in the order in which it may build."""

from tests.access.worlds import (
    courses,
    discovery,
    evaluations,
    implementation,
    intake,
    launches,
    partnering,
    strategies,
    support,
    templates,
    workshops,
)

PARTS = (
    intake,
    workshops,
    courses,
    discovery,
    strategies,
    support,
    launches,
    implementation,
    evaluations,
    templates,
    partnering,
)
