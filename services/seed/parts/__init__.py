"""What the first coach's congregations have in each part of a journey, so that pages show life."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from services.seed.parts import (
    courses,
    discovery,
    implementation,
    intake,
    launches,
    partnering,
    strategies,
    support,
    templates,
    workshops,
)
from services.seed.parts.scene import Scene
from services.seed.stories import Chapter

Part = Callable[[Scene], None]

# by the number of the congregation, whose situation these parts go on from
PARTS: Mapping[int, tuple[Part, ...]] = MappingProxyType(
    {
        0: (templates.add, strategies.share),
        1: (workshops.publish, discovery.measure, discovery.note_commitments),
        3: (
            strategies.adopt_far,
            partnering.agree,
            launches.hold,
            implementation.found_home_team,
            implementation.answer_well,
        ),
        4: (courses.hold,),
        5: (
            strategies.adopt_delta,
            partnering.begin,
            partnering.compare,
            partnering.plan_visits,
            partnering.agree,
        ),
        6: (intake.offer,),
        8: (implementation.share_roles, implementation.answer_stuck),
        9: (support.create, support.count, support.survey),
    }
)


def tell(chapter: Chapter) -> None:
    """Add what this congregation has in the parts of its journey, if it has anything."""
    scene = Scene(chapter)
    for part in PARTS.get(chapter.congregation.number, ()):
        part(scene)
