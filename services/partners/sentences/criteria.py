"""The names of the criteria, beside which the figures of a ranking stand."""

from services.partners.sentences.reasons import Text

NAMES = {
    "talents": Text("Talenten", "Talents"),
    "means": Text("Wat een kerk kan geven", "What a church can give"),
    "role": Text("Rol van de gemeente", "Role of the congregation"),
    "themes": Text("Thema's", "Themes"),
    "people_groups": Text("Volken", "Peoples"),
    "places": Text("Landen en gebieden", "Countries and regions"),
    "heart_languages": Text("Talen op het hart", "Languages at heart"),
    "horizon": Text("Hoe lang", "How long"),
    "languages": Text("Talen die men spreekt", "Languages spoken"),
    "goers": Text("Mensen die gaan", "People who go"),
    "commitment": Text("Vaste inzet", "Commitment"),
    "denomination": Text("Kerkverband", "Family of churches"),
    "conditions": Text("Voorwaarden", "Conditions"),
    "stage": Text("Moment in het traject", "Moment of the journey"),
    "risk": Text("Risico", "Risk"),
    "costs": Text("Kosten", "Costs"),
    "room": Text("Plaats", "Room"),
    "period": Text("Periode", "Period"),
    "balance": Text("Evenwicht tussen beide", "Balance between both"),
}
