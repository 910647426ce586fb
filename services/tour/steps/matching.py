"""A congregation and an agency come together: read, proposed, answered twice, introduced."""

from datetime import date
from typing import Any

from services.tour.missing import expect, wait_for
from services.tour.steps.arriving import LEADERS
from services.tour.walk import Walk


def coach_reads_three_partners(walk: Walk) -> str:
    """The coach reads three partners in sentences: why, why not, what to ask."""
    coach, congregation = walk.browser("coach"), walk.made["congregation"]
    path = f"/rankings/{congregation['id']}?limit=3&language=nl"

    def ranked() -> Any:
        found = coach.call("partners", "GET", path, status=(200, 404))
        titles = [one["offering"]["id"] for one in found.get("ranked", [])]
        return found if walk.made["offering"]["id"] in titles else None

    ranking = wait_for(ranked, "the offering that suits in everything is not among the first three")
    three = ranking["ranked"]
    expect(len(three) == 3, f"{len(three)} partners are told, not three")
    silent = [one["agency_name"] for one in three if not one["sentences"]["why"]]
    expect(not silent, f"no sentence says why for {silent}")
    first = three[0]
    why = first["sentences"]["why"][0]
    return f"{ranking['ranked_count']} ranked; first {first['agency_name']}: {why}"


def coach_proposes(walk: Walk) -> str:
    """The coach reads the card word for word, proposes, and each leader gets one mail."""
    coach, congregation = walk.browser("coach"), walk.made["congregation"]
    offering_id = walk.made["offering"]["id"]
    pair = f"congregation_id={congregation['id']}&offering_id={offering_id}"
    preview = coach.call("partners", "GET", f"/match-cards?{pair}")
    card = preview["card"]["nl"] + preview["card"]["en"]
    expect(congregation["name"] not in card, "the card names the congregation")
    wish = {
        "congregation_id": congregation["id"],
        "offering_id": offering_id,
        "paragraph": "Dit lijkt mij iets voor jullie.",
        "digest": preview["digest"],
    }
    walk.made["card"] = preview["card"]
    walk.made["match"] = coach.call("partners", "POST", "/matches", wish)
    return _mail_to_each(walk, f"/congregation/proposals/{walk.made['match']['id']}")


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
    line = walk.made["card"]["nl"].strip().splitlines()[0]
    expect(line in page.words, f"the page does not show the card as previewed: {line!r}")
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


def _mail_to_each(walk: Walk, link: str, *, before: int = 0) -> str:
    languages = []
    for name, _full_name, language in LEADERS:
        mail = walk.next_mail(walk.address(name), link, before=before)
        expect(mail.language == language, f"{name}, who reads {language}, got {mail.language}")
        languages.append(mail.language)
    return f"three leaders, one mail each ({', '.join(languages)}): {mail.subject!r}"
