"""The sentence for each reason of the ranking, Dutch first; `{list}` stands for named codes."""

from enum import StrEnum
from typing import NamedTuple


class Text(NamedTuple):
    """The same words in Dutch and in English."""

    nl: str
    en: str

    def said(self, language: str) -> str:
        """The words in the language asked for."""
        return self.nl if language == "nl" else self.en


class Section(StrEnum):
    """Where a reason is told; what is neither for nor against stays silent."""

    WHY = "why"
    WHY_NOT = "why_not"
    SILENT = "silent"


class Reason(NamedTuple):
    """A reason with its place."""

    section: Section
    text: Text


def _why(nl: str, en: str) -> Reason:
    return Reason(Section.WHY, Text(nl, en))


def _not(nl: str, en: str) -> Reason:
    return Reason(Section.WHY_NOT, Text(nl, en))


def _silent(nl: str, en: str) -> Reason:
    return Reason(Section.SILENT, Text(nl, en))


NOTHING = {
    "why": Text(
        "Wij weten nog te weinig om te zeggen wat deze twee bindt.",
        "We do not know enough yet to say what these two share.",
    ),
    "why_not": Text(
        "Tot nu toe zien wij niets dat in de weg staat.",
        "So far we see nothing that stands in the way.",
    ),
    "to_ask": Text(
        "Er zijn geen open vragen meer: het gesprek kan beginnen.",
        "No questions are left open: the conversation can begin.",
    ),
}

REASONS = {
    "talents.present": _why(
        "De gemeente heeft de mensen in huis die deze partner zoekt: {skills}.",
        "The congregation has the very people this partner is looking for: {skills}.",
    ),
    "talents.some": _why(
        "Een deel van wat deze partner zoekt, is er al: {skills} (nog niet: {skills_missing}).",
        "Part of what this partner looks for is there: {skills} (not yet: {skills_missing}).",
    ),
    "talents.absent": _not(
        "Deze partner zoekt mensen die de gemeente nu niet heeft: {skills}.",
        "This partner looks for people the congregation does not have now: {skills}.",
    ),
    "talents.none_asked": _silent(
        "Deze partner vraagt geen bijzondere vaardigheden.",
        "This partner asks for no special skills.",
    ),
    "means.present": _why(
        "Wat deze partner van een kerk vraagt, heeft de gemeente te geven: {means}.",
        "What this partner asks of a church is what the congregation can give: {means}.",
    ),
    "means.some": _why(
        "De gemeente kan voor een deel meedoen: {means} (nu niet: {means_missing}).",
        "The congregation can take part in some of it: {means} (not in: {means_missing}).",
    ),
    "means.absent": _not(
        "Wat deze partner vraagt, is nu niet de kracht van de gemeente: {means}.",
        "What this partner asks is not the congregation's strength now: {means}.",
    ),
    "means.none_asked": _silent(
        "Deze partner vraagt vooraf niets van een kerk.",
        "This partner asks nothing of a church beforehand.",
    ),
    "role.as_wished": _why(
        "De gemeente krijgt hier de rol die zij zoekt: {wish_roles}.",
        "Here the congregation gets the role it is looking for: {wish_roles}.",
    ),
    "role.more": _why(
        "De partner wil de gemeente zelfs meer ruimte geven dan zij vroeg: {wish_roles}.",
        "The partner would give the congregation even more say than it asked for: {wish_roles}.",
    ),
    "role.less": _not(
        "De gemeente wil meer meebeslissen dan deze partner nu aanbiedt ({wish_roles}).",
        "The congregation wants more say than this partner offers now ({wish_roles}).",
    ),
    "role.far_less": _not(
        "De gemeente wil veel meer meebeslissen; de partner biedt een andere rol: {wish_roles}.",
        "The congregation wants far more say; this partner has another role in mind: {wish_roles}.",
    ),
    "themes.shared": _why(
        "Beide hebben hart voor hetzelfde: {passion_themes}.",
        "Both have a heart for the same thing: {passion_themes}.",
    ),
    "themes.other": _not(
        "Het hart van de gemeente ligt bij andere thema's dan dit werk.",
        "The heart of the congregation lies with other themes than this work.",
    ),
    "themes.any": _silent(
        "Een van beide noemt geen eigen thema.", "One of the two names no theme of its own."
    ),
    "people_groups.shared": _why(
        "Het volk dat de gemeente op het hart draagt, is het volk waar deze partner werkt.",
        "The people that the congregation carries in its heart is the one this partner works with.",
    ),
    "people_groups.other": _not(
        "Deze partner werkt onder een ander volk dan de gemeente voor ogen heeft.",
        "This partner works among another people than the congregation has in mind.",
    ),
    "people_groups.any": _silent(
        "Een van beide noemt geen bepaald volk.", "One of the two names no people in particular."
    ),
    "places.same_country": _why(
        "De partner werkt in een land waar de gemeente zich mee verbonden voelt.",
        "The partner works in a country that the congregation feels bound to.",
    ),
    "places.same_region": _why(
        "De partner werkt in een gebied dat de gemeente aan het hart gaat: {world_regions}.",
        "The partner works in a region that is dear to the congregation: {world_regions}.",
    ),
    "places.other": _not(
        "Dit werk ligt in een ander deel van de wereld dan waar de gemeente naar uitziet.",
        "This work lies in another part of the world than the congregation looks towards.",
    ),
    "places.any": _silent(
        "Een van beide noemt geen bepaald land.", "One of the two names no country in particular."
    ),
    "heart_languages.shared": _why(
        "Er wordt gewerkt in een taal die de gemeente aan het hart gaat.",
        "The work is done in a language that is dear to the congregation.",
    ),
    "heart_languages.other": _silent(
        "Er wordt gewerkt in andere talen dan de gemeente noemt.",
        "The work is done in other languages than the congregation names.",
    ),
    "heart_languages.any": _silent(
        "Een van beide noemt geen bepaalde taal.", "One of the two names no language in particular."
    ),
    "horizon.long_enough": _why(
        "De gemeente wil lang genoeg meelopen voor wat hier nodig is.",
        "The congregation wants to stay long enough for what is needed here.",
    ),
    "horizon.short": _not(
        "De partner hoopt op een langere adem dan de gemeente nu voor zich ziet.",
        "The partner hopes for more time than the congregation has in view now.",
    ),
    "horizon.too_short": _not(
        "De gemeente denkt aan iets korts, en dit werk vraagt om jaren.",
        "The congregation thinks of something short, and this work asks for years.",
    ),
    "languages.shared": _why(
        "Er zijn mensen in de gemeente die een taal van dit werk spreken.",
        "There are people in the congregation who speak a language of this work.",
    ),
    "languages.other": _not(
        "Niemand in de gemeente spreekt, voor zover bekend, een taal van dit werk.",
        "As far as is known, nobody in the congregation speaks a language of this work.",
    ),
    "languages.any": _silent("Taal speelt hier geen rol.", "Language plays no part here."),
    "goers.present": _why(
        "Er zijn mensen in de gemeente die willen gaan.",
        "There are people in the congregation who would go.",
    ),
    "goers.absent": _not(
        "Hier moeten mensen op reis, en niemand in de gemeente kan of wil nu gaan.",
        "Here people must travel, and nobody in the congregation can or will go now.",
    ),
    "goers.not_needed": _silent(
        "Voor dit werk hoeft niemand op reis.", "Nobody has to travel for this work."
    ),
    "commitment.none_asked": _silent(
        "Deze partner vraagt geen vaste inzet.", "This partner asks for no fixed commitment."
    ),
    "commitment.fits": _why(
        "De gemeente kan dragen wat minstens gevraagd wordt: {commitment_bands}.",
        "The congregation can carry what is asked at least: {commitment_bands}.",
    ),
    "commitment.too_few_people": _not(
        "Er zijn nu geen mensen vrij voor wat minstens gevraagd wordt: {commitment_bands}.",
        "Nobody is free now for what is asked at least: {commitment_bands}.",
    ),
    "commitment.too_few_hours": _not(
        "De gemeente heeft minder tijd dan minstens gevraagd wordt: {commitment_bands}.",
        "The congregation has less time than is asked at least: {commitment_bands}.",
    ),
    "denomination.welcome": _why(
        "Deze partner werkt graag met kerken als deze.",
        "This partner likes to work with churches like this one.",
    ),
    "denomination.all_welcome": _why(
        "Deze partner werkt met kerken van elke richting.",
        "This partner works with churches of every kind.",
    ),
    "denomination.not_named": _not(
        "Deze partner werkt met kerken van een andere richting.",
        "This partner works with churches of another family.",
    ),
    "conditions.met": _why(
        "Wat de partner vooraf vraagt, heeft de gemeente al geregeld.",
        "What the partner requires beforehand, the congregation has already arranged.",
    ),
    "conditions.none_asked": _silent(
        "De partner stelt vooraf geen voorwaarden.", "The partner sets no conditions beforehand."
    ),
    "conditions.not_met": _not(
        "De gemeente voldoet nog niet aan wat de partner vooraf vraagt.",
        "The congregation does not yet meet what the partner requires beforehand.",
    ),
    "stage.reached": _why(
        "De gemeente is ver genoeg op haar weg om hiermee te beginnen.",
        "The congregation has come far enough on its way to begin this.",
    ),
    "stage.too_early": _not(
        "Dit komt nu te vroeg: de partner ontmoet de gemeente liever verderop in het traject.",
        "This is too early: the partner would rather meet the congregation further on its way.",
    ),
    "risk.fits": _why(
        "Het risico past bij wat de gemeente wil dragen.",
        "The risk is one that the congregation is ready to carry.",
    ),
    "risk.too_high": _not(
        "Het risico is groter dan de gemeente wil dragen.",
        "The risk is greater than the congregation is ready to carry.",
    ),
    "costs.fits": _why(
        "De kosten ({cost_bands}) passen bij wat de gemeente te besteden heeft.",
        "The costs ({cost_bands}) fit what the congregation can spend.",
    ),
    "costs.too_high": _not(
        "De kosten ({cost_bands}) gaan boven wat de gemeente te besteden heeft.",
        "The costs ({cost_bands}) are more than the congregation can spend.",
    ),
    "room.free": _why("Er is nog plaats.", "There is still room."),
    "room.full": _not("Alle plaatsen zijn op dit moment bezet.", "All places are taken for now."),
    "period.open": _silent("Het aanbod loopt nog.", "The offer is still open."),
    "period.over": _not("De tijd van dit aanbod is voorbij.", "The time of this offer is over."),
    "balance.even": _silent(
        "Het is voor beide ongeveer even goed.", "It is about equally good for both."
    ),
    "balance.agency_gains_more": _not(
        "De partner heeft hier meer aan dan de gemeente; vraag wat de gemeente ervan hoopt.",
        "The partner gains more here than the congregation; ask what the congregation hopes for.",
    ),
    "balance.congregation_gains_more": _not(
        "De gemeente heeft hier meer aan dan de partner; vraag wat de partner nodig heeft.",
        "The congregation gains more here than the partner; ask what the partner needs.",
    ),
}
