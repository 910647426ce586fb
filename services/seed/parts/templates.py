"""A template of the movement's own, beside the shipped ones."""

from services.seed.parts.scene import Scene

SHORT = {
    "id": "zomerweg",
    "title_nl": "Zomerweg in drie stappen (voorbeeld)",
    "title_en": "Summer way in three steps (sample)",
    "tracks": [
        {
            "kind": "kijken",
            "title_nl": "Kijken",
            "title_en": "Looking",
            "aim_nl": "Zien wat er in de gemeente en de wijk al is.",
            "aim_en": "See what there is already in congregation and neighbourhood.",
            "entry": True,
            "steps": [
                {
                    "kind": "discover_workshop",
                    "title_nl": "Avond {n}",
                    "title_en": "Evening {n}",
                    "minutes": 120,
                    "repeat": 2,
                }
            ],
        },
        {
            "kind": "kiezen",
            "title_nl": "Kiezen",
            "title_en": "Choosing",
            "prerequisites": ["kijken"],
            "steps": [
                {
                    "kind": "mobilisation_workshop",
                    "title_nl": "Zaterdag om te kiezen",
                    "title_en": "A Saturday to choose",
                    "minutes": 300,
                }
            ],
        },
        {
            "kind": "doen",
            "title_nl": "Doen",
            "title_en": "Doing",
            "prerequisites": ["kiezen"],
            "steps": [
                {
                    "kind": "check_in",
                    "title_nl": "Hoe gaat het?",
                    "title_en": "How is it going?",
                    "minutes": 60,
                }
            ],
        },
    ],
}


def add(scene: Scene) -> None:
    """Add the template, from which the coach may begin a journey."""
    scene.coach("POST", "/templates", SHORT)
