"""What would change a ranking, as conditions: `If …`; one for the better and one for the worse."""

from services.partners.matching.answers import Change
from services.partners.sentences.reasons import Text


def tell_change(change: Change, *, language: str) -> str:
    """Say one answer or change as a condition."""
    return (BETTER if change.better else WORSE)[change.fact].said(language)


BETTER = {
    "congregation.themes": Text(
        "Als de gemeente hetzelfde aan het hart gaat als deze partner.",
        "If the same things are dear to the congregation as to this partner.",
    ),
    "congregation.people_groups": Text(
        "Als de gemeente het volk op het hart draagt waar deze partner werkt.",
        "If the congregation carries in its heart the people this partner works with.",
    ),
    "congregation.countries": Text(
        "Als de gemeente zich verbonden voelt met het land van dit werk.",
        "If the congregation feels bound to the country of this work.",
    ),
    "congregation.regions": Text(
        "Als de gemeente uitziet naar het deel van de wereld waar dit werk ligt.",
        "If the congregation looks towards the part of the world of this work.",
    ),
    "congregation.languages": Text(
        "Als een taal van dit werk de gemeente aan het hart gaat.",
        "If a language of this work is dear to the congregation.",
    ),
    "congregation.languages_spoken": Text(
        "Als iemand in de gemeente een taal van dit werk spreekt.",
        "If somebody in the congregation speaks a language of this work.",
    ),
    "congregation.capacity_hours": Text(
        "Als de gemeente de tijd heeft die minstens gevraagd wordt.",
        "If the congregation has the time that is asked at least.",
    ),
    "congregation.capacity_people": Text(
        "Als er mensen zijn die zich vrijmaken.", "If there are people who free themselves."
    ),
    "congregation.capacity_budget": Text(
        "Als de gemeente dit kan betalen.", "If the congregation can spend what this costs."
    ),
    "congregation.risk_appetite": Text(
        "Als de gemeente het risico van dit werk wil dragen.",
        "If the congregation is ready to carry the risk of this work.",
    ),
    "congregation.stage": Text(
        "Als de gemeente zo ver op haar weg is als deze partner vraagt.",
        "If the congregation has come as far on its way as this partner asks.",
    ),
    "congregation.horizon": Text(
        "Als de gemeente zo lang wil meelopen als dit werk vraagt.",
        "If the congregation wants to stay as long as this work asks.",
    ),
    "congregation.wish_role": Text(
        "Als de gemeente juist de rol zoekt die deze partner geeft.",
        "If the congregation seeks the very role that this partner gives.",
    ),
    "congregation.talents": Text(
        "Als de gemeente de mensen heeft of vindt die deze partner zoekt.",
        "If the congregation has or finds the people this partner looks for.",
    ),
    "congregation.gifts": Text(
        "Als de gemeente kan meedoen zoals deze partner vraagt.",
        "If the congregation can take part as this partner asks.",
    ),
    "congregation.conditions_met": Text(
        "Als geregeld is wat de partner vooraf vraagt.",
        "If what the partner requires beforehand is arranged.",
    ),
    "congregation.denomination": Text(
        "Als de gemeente hoort bij een kerkverband dat deze partner noemt.",
        "If the congregation belongs to a family of churches this partner names.",
    ),
    "offering.risk_level": Text(
        "Als de risico's klein blijken.", "If the risks turn out to be small."
    ),
    "offering.cost_band": Text("Als het niets blijkt te kosten.", "If it turns out to be free."),
    "offering.minimum_commitment": Text(
        "Als de partner geen vaste inzet vraagt.", "If the partner asks no fixed commitment."
    ),
    "offering.earliest_stage": Text(
        "Als de gemeente vanaf het begin van haar weg welkom is.",
        "If the congregation is welcome from the beginning of its way.",
    ),
    "offering.required_denominations": Text(
        "Als de partner met kerken van elke richting werkt.",
        "If the partner works with churches of every kind.",
    ),
    "offering.required_conditions": Text(
        "Als de partner vooraf niets geregeld wil zien.",
        "If the partner wants nothing arranged beforehand.",
    ),
    "offering.talents_asked": Text(
        "Als de partner vraagt wat de mensen van de gemeente goed kunnen.",
        "If the partner asks for what the people of the congregation are good at.",
    ),
    "offering.means_asked": Text(
        "Als de partner vraagt wat de kracht van de gemeente is.",
        "If the partner asks for what is the strength of the congregation.",
    ),
    "offering.themes": Text(
        "Als het in dit werk draait om wat de gemeente aan het hart gaat.",
        "If this work is about what is dear to the congregation.",
    ),
    "offering.people_groups": Text(
        "Als dit werk gebeurt onder het volk dat de gemeente op het hart draagt.",
        "If this work is done among the people the congregation carries in its heart.",
    ),
    "offering.countries": Text(
        "Als dit werk ligt in een land waar de gemeente zich mee verbonden voelt.",
        "If this work lies in a country the congregation feels bound to.",
    ),
    "offering.regions": Text(
        "Als dit werk ligt in het deel van de wereld waar de gemeente naar uitziet.",
        "If this work lies in the part of the world the congregation looks towards.",
    ),
    "offering.languages": Text(
        "Als er gewerkt wordt in een taal van de gemeente.",
        "If the work is done in a language of the congregation.",
    ),
    "offering.role_given": Text(
        "Als de partner de gemeente de rol geeft die zij zoekt.",
        "If the partner gives the congregation the role it looks for.",
    ),
    "offering.capacity_left": Text("Als er een plaats vrij is.", "If there is a free place."),
    "offering.period_to": Text("Als dit aanbod nog loopt.", "If this offer is still open."),
}

WORSE = {
    "congregation.capacity_hours": Text(
        "Als de gemeente er geen tijd voor heeft.", "If the congregation has no time for it."
    ),
    "congregation.capacity_people": Text(
        "Als niemand zich kan vrijmaken.", "If nobody can free themselves."
    ),
    "congregation.capacity_budget": Text(
        "Als de gemeente niets te besteden heeft.", "If the congregation has nothing to spend."
    ),
    "congregation.risk_appetite": Text(
        "Als de gemeente weinig risico wil dragen.",
        "If the congregation is ready to carry little risk.",
    ),
    "congregation.stage": Text(
        "Als de gemeente nog aan het begin van haar weg is.",
        "If the congregation is still at the beginning of its way.",
    ),
    "congregation.denomination": Text(
        "Als de gemeente hoort bij een kerkverband dat deze partner niet noemt.",
        "If the congregation belongs to a family of churches this partner does not name.",
    ),
    "offering.capacity_left": Text("Als alle plaatsen bezet zijn.", "If all places are taken."),
    "offering.risk_level": Text("Als het risico hoog is.", "If the risk is high."),
    "offering.cost_band": Text(
        "Als de kosten in de hoogste klasse vallen.", "If the costs are of the highest band."
    ),
    "offering.minimum_commitment": Text(
        "Als de partner heel veel vaste inzet vraagt.",
        "If the partner asks for very much fixed commitment.",
    ),
    "offering.earliest_stage": Text(
        "Als de gemeente pas aan het eind van haar weg welkom is.",
        "If the congregation is welcome only at the end of its way.",
    ),
    "offering.required_denominations": Text(
        "Als de partner alleen werkt met kerken van een andere richting.",
        "If the partner works only with churches of another family.",
    ),
    "offering.role_given": Text(
        "Als de gemeente hier alleen mag steunen.", "If the congregation may only support here."
    ),
    "offering.themes": Text(
        "Als dit werk om andere thema's draait dan de gemeente aan het hart gaan.",
        "If this work is about other themes than are dear to the congregation.",
    ),
    "offering.people_groups": Text(
        "Als dit werk onder een ander volk gebeurt.", "If this work is done among another people."
    ),
    "offering.countries": Text(
        "Als dit werk in een ander land ligt.", "If this work lies in another country."
    ),
    "offering.regions": Text(
        "Als dit werk in een ander deel van de wereld ligt.",
        "If this work lies in another part of the world.",
    ),
    "offering.languages": Text(
        "Als er in een andere taal gewerkt wordt.", "If the work is done in another language."
    ),
    "offering.period_to": Text(
        "Als de tijd van dit aanbod voorbij is.", "If the time of this offer is over."
    ),
}
