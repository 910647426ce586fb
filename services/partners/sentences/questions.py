"""The question for each fact that is not yet known; `fact:list` is used when codes can be named."""

from services.partners.sentences.reasons import Text

QUESTIONS = {
    "congregation.talents": Text(
        "Vraag de gemeente wat haar mensen goed kunnen.",
        "Ask the congregation what its people are good at.",
    ),
    "congregation.talents:skills": Text(
        "Vraag de gemeente of zij mensen heeft die dit kunnen: {skills}.",
        "Ask the congregation whether it has people who can do this: {skills}.",
    ),
    "congregation.gifts": Text(
        "Vraag de gemeente waarin haar kracht ligt: bidden, geven, gaan, zenden, verwelkomen, "
        "mobiliseren.",
        "Ask the congregation where its strength lies: praying, giving, going, sending, welcoming, "
        "mobilising.",
    ),
    "congregation.gifts:means": Text(
        "Vraag de gemeente of dit bij haar past: {means}.",
        "Ask the congregation whether this suits it: {means}.",
    ),
    "congregation.themes": Text(
        "Vraag de gemeente welke thema's haar aan het hart gaan.",
        "Ask the congregation which themes are dear to it.",
    ),
    "congregation.people_groups": Text(
        "Vraag de gemeente of zij een volk op het hart draagt.",
        "Ask the congregation whether it carries a people in its heart.",
    ),
    "congregation.countries": Text(
        "Vraag de gemeente met welke landen zij zich verbonden voelt.",
        "Ask the congregation which countries it feels bound to.",
    ),
    "congregation.regions": Text(
        "Vraag de gemeente naar welk deel van de wereld zij uitziet.",
        "Ask the congregation which part of the world it looks towards.",
    ),
    "congregation.languages": Text(
        "Vraag de gemeente of een bepaalde taal haar aan het hart gaat.",
        "Ask the congregation whether a certain language is dear to it.",
    ),
    "congregation.languages_spoken": Text(
        "Vraag de gemeente welke talen er gesproken worden.",
        "Ask the congregation which languages are spoken there.",
    ),
    "congregation.wish_role": Text(
        "Vraag de gemeente welke rol zij zoekt: steunen op afstand of samen aan het roer.",
        "Ask the congregation which role it seeks: supporting from afar or steering together.",
    ),
    "congregation.horizon": Text(
        "Vraag de gemeente hoe lang zij zich wil verbinden.",
        "Ask the congregation for how long it wants to commit itself.",
    ),
    "congregation.capacity_people": Text(
        "Vraag de gemeente hoeveel mensen zich kunnen vrijmaken.",
        "Ask the congregation how many people can free themselves.",
    ),
    "congregation.capacity_hours": Text(
        "Vraag de gemeente hoeveel tijd haar mensen hebben.",
        "Ask the congregation how much time its people have.",
    ),
    "congregation.capacity_budget": Text(
        "Vraag de gemeente wat zij te besteden heeft.",
        "Ask the congregation what it can spend.",
    ),
    "congregation.denomination": Text(
        "Vraag de gemeente tot welk kerkverband zij behoort.",
        "Ask the congregation which family of churches it belongs to.",
    ),
    "congregation.conditions_met": Text(
        "Vraag de gemeente of geregeld is wat de partner vooraf vraagt.",
        "Ask the congregation whether what the partner requires beforehand is arranged.",
    ),
    "congregation.stage": Text(
        "Kijk met de gemeente hoe ver zij op haar weg is.",
        "Look with the congregation how far it has come on its way.",
    ),
    "congregation.risk_appetite": Text(
        "Vraag de gemeente hoeveel risico zij wil dragen.",
        "Ask the congregation how much risk it is ready to carry.",
    ),
    "offering.talents_asked": Text(
        "Vraag de partner wat de mensen moeten kunnen.",
        "Ask the partner what the people must be good at.",
    ),
    "offering.means_asked": Text(
        "Vraag de partner wat een kerk hier doet: bidden, geven, gaan of iets anders.",
        "Ask the partner what a church does here: pray, give, go or something else.",
    ),
    "offering.kind": Text(
        "Vraag de partner hoe lang dit werk duurt.",
        "Ask the partner how long this work takes.",
    ),
    "offering.themes": Text(
        "Vraag de partner waar het in dit werk om draait.",
        "Ask the partner what this work is about.",
    ),
    "offering.people_groups": Text(
        "Vraag de partner onder welk volk dit werk gebeurt.",
        "Ask the partner among which people this work is done.",
    ),
    "offering.countries": Text(
        "Vraag de partner in welk land dit werk gebeurt.",
        "Ask the partner in which country this work is done.",
    ),
    "offering.regions": Text(
        "Vraag de partner in welk deel van de wereld dit werk gebeurt.",
        "Ask the partner in which part of the world this work is done.",
    ),
    "offering.languages": Text(
        "Vraag de partner in welke talen gewerkt wordt.",
        "Ask the partner in which languages the work is done.",
    ),
    "offering.role_given": Text(
        "Vraag de partner hoeveel de gemeente mag meebeslissen.",
        "Ask the partner how much say the congregation would have.",
    ),
    "offering.minimum_commitment": Text(
        "Vraag de partner wat er minstens van de gemeente verwacht wordt.",
        "Ask the partner what is expected of the congregation at least.",
    ),
    "offering.required_denominations": Text(
        "Vraag de partner met welke kerken gewerkt wordt.",
        "Ask the partner which churches it works with.",
    ),
    "offering.required_conditions": Text(
        "Vraag de partner wat vooraf geregeld moet zijn.",
        "Ask the partner what must be arranged beforehand.",
    ),
    "offering.earliest_stage": Text(
        "Vraag de partner vanaf welk moment in het traject de gemeente welkom is.",
        "Ask the partner from which moment of its way the congregation is welcome.",
    ),
    "offering.risk_level": Text(
        "Vraag de partner welke risico's er zijn.",
        "Ask the partner which risks there are.",
    ),
    "offering.cost_band": Text(
        "Vraag de partner wat het kost.",
        "Ask the partner what it costs.",
    ),
    "offering.capacity_left": Text(
        "Vraag de partner of er nog plaats is.",
        "Ask the partner whether there is still room.",
    ),
    "offering.period_to": Text(
        "Vraag de partner wanneer dit kan.",
        "Ask the partner when this is possible.",
    ),
}
