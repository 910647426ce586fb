"""Invented strategies: for newcomers in the own city, and with two peoples far away."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Plan:
    """What a strategy says, and the states of its actions in their order, with a few words.

    A goal names its gap by place in the list, and its day and those of its actions (title, role,
    day, hours) as days from now.
    """

    foundation: dict[str, Any]
    gaps: tuple[dict[str, Any], ...]
    goals: tuple[dict[str, Any], ...]
    states: tuple[tuple[str, str], ...]


CITY = Plan(
    foundation={
        "mission": "Wij delen leven en geloof met wie hier nieuw komt wonen.",
        "vision": "Over tien jaar heeft elk nieuw gezin in onze wijk een gezin uit de gemeente "
        "dat het kent, en eten wij aan een tafel.",
        "values": ["Gastvrijheid", "Geduld", "Samen, niet voor een ander"],
        "focus": {
            "people_groups": ["Nieuwkomers in onze eigen wijk"],
            "places": ["NL"],
            "ministries": ["diaspora", "discipleship"],
            "means": ["welcome", "pray", "mobilise"],
        },
        "policies": [
            {
                "question": "Geven wij geld aan wie erom vraagt?",
                "answer": "Nee; de diaconie kijkt mee en zoekt samen naar een weg.",
            },
            {"question": "Vragen wij iedereen in de kerk?", "answer": "Wie wil, is welkom."},
        ],
        "capacity_hours": "hours_40_160",
        "capacity_budget": "1000_5000",
    },
    gaps=(
        {
            "area": "Ruimte voor nieuwkomers",
            "now": 2,
            "desired": 4,
            "why": "Wij zeggen welkom, maar niemand komt bij elkaar thuis.",
            "weight": 3,
        },
        {
            "area": "Leren over het geloof te praten",
            "now": 1,
            "desired": 3,
            "why": "Wij weten niet hoe wij het gesprek beginnen.",
            "weight": 2,
        },
        {
            "area": "Zelf iemand uitzenden",
            "now": 0,
            "desired": 2,
            "weight": 1,
            "accepted_reason": "Eerst dichtbij; over drie jaar kijken wij opnieuw.",
        },
    ),
    goals=(
        {
            "gap": 0,
            "what": "Twintig gezinnen eten elke maand met een nieuw gezin",
            "measure": "gezinnen die meedoen",
            "baseline": "3",
            "target": "20",
            "days": 420,
            "actions": (
                ("Een maaltijd per maand in de kerkzaal", "coördinator gastvrijheid", 60, "40_100"),
                ("Gezinnen aan elkaar verbinden", "diaken", 120, "16_40"),
                ("Huiswerkhulp op woensdag", "jeugdleider", 200, "40_100"),
            ),
        },
        {
            "gap": 1,
            "what": "Elke kring oefent een avond in luisteren en vertellen",
            "measure": "kringen",
            "baseline": "0",
            "target": "9",
            "days": 300,
            "actions": (
                ("Een avond voor kringleiders", "voorganger", 90, "4_16"),
                ("Materiaal kiezen en kopen", "kringencoördinator", 45, "under_4"),
            ),
        },
    ),
    states=(
        ("doing", "Twee keer gehouden, dertig mensen."),
        ("todo", ""),
        ("blocked", "De zaal is op woensdag verhuurd."),
        ("todo", ""),
        ("done", "Gekocht voor alle kringen."),
    ),
)

FAR = Plan(
    foundation={
        "mission": "Wij dragen samen een werk ver weg en leren ervan voor thuis.",
        "vision": "Over acht jaar is er een kleine kerk in een dorp waar nu niemand van Jezus "
        "weet, en heeft een derde van ons er iemand leren kennen.",
        "values": ["Trouw", "Nederigheid", "Open kaart over geld"],
        "focus": {
            "people_groups": ["Herders in het hoogland"],
            "places": ["145"],
            "ministries": ["church_planting", "bible_translation"],
            "means": ["pray", "give", "send"],
        },
        "policies": [
            {
                "question": "Wie mag er mee op reis?",
                "answer": "Wie achttien is, de voorbereiding volgt en ook thuis meedoet.",
            }
        ],
        "capacity_hours": "hours_over_160",
        "capacity_budget": "5000_20000",
    },
    gaps=(
        {
            "area": "Bidden voor volken die het niet hoorden",
            "now": 2,
            "desired": 4,
            "why": "Wij noemen het eens per jaar.",
            "weight": 2,
        },
        {
            "area": "Een weg om iemand voor te bereiden en uit te zenden",
            "now": 1,
            "desired": 4,
            "why": "Wie gaat, regelt nu alles zelf.",
            "weight": 3,
        },
    ),
    goals=(
        {
            "gap": 0,
            "what": "In elke dienst van de maand een gebed met naam en nieuws",
            "measure": "diensten per jaar",
            "baseline": "1",
            "target": "12",
            "days": 365,
            "actions": (
                ("Een gebedsbrief van een halve bladzijde", "secretaris zending", 30, "4_16"),
                ("Gebedsgroep op maandag", "ouderling gebed", 75, "16_40"),
            ),
        },
        {
            "gap": 1,
            "what": "Een thuisfront en een uitzendbeleid dat de raad heeft aangenomen",
            "measure": "beleid aangenomen en team gevuld",
            "baseline": "geen",
            "target": "beide",
            "days": 400,
            "actions": (
                ("Uitzendbeleid schrijven", "voorzitter zendingscommissie", 110, "16_40"),
                ("Thuisfront van zes mensen vormen", "ouderling", 90, "16_40"),
                ("Reis met de jeugd", "jeugdouderling", 240, "40_100"),
            ),
        },
    ),
    states=(
        ("done", "De eerste drie zijn verstuurd."),
        ("doing", "Zeven mensen, elke week."),
        ("doing", "De eerste versie ligt bij de raad."),
        ("done", ""),
        ("dropped", "Eerst met volwassenen; de jeugd kiest dit jaar een eigen werk."),
    ),
)

DELTA = Plan(
    foundation={
        "mission": "Wij zoeken met een partner de mensen op die niemand opzoekt.",
        "vision": "Over vijf jaar kennen wij een volk bij naam, en kent het volk een gemeente die "
        "blijft.",
        "values": ["Vasthouden", "Vragen voor wij helpen", "Jong en oud samen"],
        "focus": {
            "people_groups": ["Vissers aan de delta"],
            "places": ["035"],
            "ministries": ["relief", "education"],
            "means": ["pray", "go", "give"],
        },
        "policies": [
            {"question": "Hoe lang blijven wij?", "answer": "Vijf jaar; dan kiezen wij opnieuw."}
        ],
        "capacity_hours": "hours_40_160",
        "capacity_budget": "1000_5000",
    },
    gaps=(
        {
            "area": "Samenwerken met een organisatie",
            "now": 1,
            "desired": 4,
            "why": "Wij maken geld over en horen er niets van.",
            "weight": 3,
        },
        {
            "area": "Jongeren doen zelf iets en denken mee",
            "now": 2,
            "desired": 3,
            "why": "Zij vragen erom.",
            "weight": 1,
        },
    ),
    goals=(
        {
            "gap": 0,
            "what": "Een partner met wie wij elk jaar samen terugkijken",
            "measure": "gesprekken per jaar",
            "baseline": "0",
            "target": "2",
            "days": 330,
            "actions": (
                ("Op kennismaking gaan", "voorzitter zendingscommissie", 165, "16_40"),
                ("Afspraken op papier zetten", "scriba", 40, "4_16"),
            ),
        },
        {
            "gap": 1,
            "what": "De jeugd kiest en draagt een eigen onderdeel",
            "measure": "jongeren die meedoen",
            "baseline": "4",
            "target": "15",
            "days": 270,
            "actions": (
                ("Een avond over het leven aan het water", "jeugdleider", 55, "4_16"),
                ("Een actie bedenken en houden", "jeugdouderling", 180, "16_40"),
            ),
        },
    ),
    states=(
        ("doing", "Data gevraagd; de raad beslist over de reis."),
        ("done", "Beide kanten hebben ja gezegd."),
        ("blocked", "De jeugdleider stopt; er is nog geen ander."),
        ("todo", ""),
    ),
)
