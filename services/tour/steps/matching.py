"""A congregation and an agency come together: read, proposed, answered twice, introduced."""

from datetime import date
from typing import Any

from services.tour.missing import expect, wait_for
from services.tour.steps.arriving import LEADERS
from services.tour.walk import Walk


def coach_reads_three_partners(walk: Walk) -> str:
    """The coach reads three partners in sentences: why, why not, what to ask."""
    coach, congregation_id = walk.browser("coach"), walk.made["congregation"]["id"]
    offering_id, base = walk.made["offering"]["id"], f"/coach/congregations/{congregation_id}"
    known = f"/rankings/{congregation_id}?limit=3&language=nl"
    sought = wait_for(
        lambda: _told_with(coach.call("partners", "GET", known, status=(200, 404)), offering_id),
        "the offering that suits in everything is not among the first three",
    )
    page = coach.open(f"{base}/partners")
    three = {href for href, _text in page.links if href.startswith(f"{base}/partners/")}
    expect(len(three) == 3, f"the page tells of {len(three)} partners, not of three")
    for ranked in sought["ranked"]:
        sentences = ranked["sentences"]
        expect(sentences["why"], f"no sentence says why for {ranked['agency_name']}")
        expect(sentences["why"][0] in page.words, f"the page does not say {sentences['why'][0]}")
    first = sought["ranked"][0]
    return f"{sought['ranked_count']} ranked; {first['agency_name']}: {sentences_of(first)}"


def sentences_of(ranked: Any) -> str:
    """Return how many sentences speak for, against and ask, and the first of them."""
    told = ranked["sentences"]
    counts = f"{len(told['why'])} for, {len(told['why_not'])} against, {len(told['to_ask'])} to ask"
    return f"{counts}; “{told['why'][0]}”"


def coach_proposes(walk: Walk) -> str:
    """The coach reads the card word for word, proposes, and each leader gets one mail."""
    coach, congregation = walk.browser("coach"), walk.made["congregation"]
    offering_id = walk.made["offering"]["id"]
    base = f"/coach/congregations/{congregation['id']}"
    page = coach.open(coach.open(f"{base}/partners").link(f"/partners/{offering_id}"))
    pair = f"congregation_id={congregation['id']}&offering_id={offering_id}"
    walk.made["card"] = coach.call("partners", "GET", f"/match-cards?{pair}")["card"]
    card = " ".join(walk.made["card"]["nl"].split())
    expect(card in page.words, "the page does not show the card word for word")
    expect(congregation["name"] not in card, "the card names the congregation")
    word = {"paragraph": "Dit lijkt mij iets voor jullie.", "act": "propose"}
    done = coach.send(page.form("paragraph", "digest"), word)
    walk.made["match"] = coach.call("partners", "GET", f"/matches/{done.path.rsplit('/', 1)[1]}")
    told = _mail_to_each(walk, f"/congregation/proposals/{walk.made['match']['id']}")
    mail = walk.mails(walk.address("anna"), "/congregation/proposals/")[0]
    expect(word["paragraph"] in mail.plain, "the letter does not hold the coach's own paragraph")
    return told


def leaders_say_yes(walk: Walk) -> str:
    """A leader reads the proposal and answers yes, with the body that decided and the day."""
    leader, match_id = walk.browser("anna"), walk.made["match"]["id"]
    page = leader.open(f"/congregation/proposals/{match_id}")
    form = page.form("answer", "body", "held_on")
    leader.send(form, {"answer": "yes"}, status=422)
    today = date.today().isoformat()  # noqa: DTZ011 - the day the leaders would type
    answer = {"answer": "yes", "body": "church_council", "held_on": today}
    leader.send(form, answer)
    seen = walk.browser("coach").call("partners", "GET", f"/matches/{match_id}")
    expect(seen["state"] == "asked_agency", f"after the yes the match is {seen['state']}")
    return f"yes by church_council on {today}; without them the page asked for both"


def agency_says_yes_from_its_mail(walk: Walk) -> str:
    """The agency's contact, without an account, reads the card without a name and says yes."""
    mail = walk.next_mail(walk.address("contact"), "/answer/")
    visitor, path = walk.browser("contact"), mail.path("/answer/")
    visitor.open(path)
    page = visitor.open(path)
    name = walk.made["congregation"]["name"]
    expect(name not in page.words + mail.plain, "the agency reads the congregation's name")
    card = " ".join(walk.made["card"]["nl"].split())
    expect(card in page.words, "the page does not show the card as the coach previewed it")
    seen = walk.browser("coach").call("partners", "GET", f"/matches/{walk.made['match']['id']}")
    expect(seen["state"] == "asked_agency", "looking at the mailed page answered already")
    visitor.send(page.form("answer"), {"answer": "yes"})
    return f"{mail.subject!r}; looked twice, answered once"


def both_are_introduced(walk: Walk) -> str:
    """Both sides are introduced by mail, each person once."""
    match_id = walk.made["match"]["id"]
    seen = walk.browser("coach").call("partners", "GET", f"/matches/{match_id}")
    expect(seen["state"] == "introduced", f"after both yes the match is {seen['state']}")
    told = _mail_to_each(walk, f"/congregation/proposals/{match_id}", before=1)
    mail = walk.next_mail(walk.address("contact"), "/answer/", before=1)
    name = walk.made["congregation"]["name"]
    expect(name in mail.plain, "the agency's introduction does not name the congregation")
    return f"{told}; the agency reads: {mail.subject!r}"


def _told_with(ranking: Any, offering_id: str) -> Any:
    ids = [one["offering"]["id"] for one in ranking.get("ranked", [])]
    return ranking if offering_id in ids else None


def _mail_to_each(walk: Walk, link: str, *, before: int = 0) -> str:
    languages = []
    for name, _full_name, language in LEADERS:
        mail = walk.next_mail(walk.address(name), link, before=before)
        expect(mail.language == language, f"{name}, who reads {language}, got {mail.language}")
        languages.append(mail.language)
    return f"three leaders, one mail each ({', '.join(languages)}): {mail.subject!r}"
