"""The whole journey in simulated time: one congregation walks all of it, two go their own way."""

from typing import Any

from services.tour.chapters import (
    beginning,
    discovering,
    following,
    launching,
    learning,
    partnering,
    planning,
)
from services.tour.missing import expect
from services.tour.steps.arriving import coach_of, enter_as_sample
from services.tour.told import Told
from services.tour.walk import Walk

NETWORKED = {"region": "NL-UT", "decision_body": "church_council"}


def congregation_asks_and_its_council_says_yes(walk: Walk) -> str:
    """A congregation asks, gets a proposal on one page, and its council says yes."""
    tale = walk.made["tale"] = _begin(walk, "De Reis")
    beginning.church_asks(tale)
    beginning.coach_and_council_talk(tale)
    beginning.coach_offers(tale, "kairos", "discover")
    tale.mail("leader", f"/congregations/{tale.church}/intake")
    size = tale.pdf(f"intake/proposals/{tale.made['proposal']['id']}.pdf")
    beginning.council_says_yes(tale)
    expect(tale.states() == {"kairos": "agreed", "discover": "agreed"}, "other parts were opened")
    return f"two parts agreed; one mail; the proposal as PDF, {size} bytes"


def course_of_nine_evenings(walk: Walk) -> str:
    """Nine evenings for twelve people without a name; completion is computed."""
    tale: Told = walk.made["tale"]
    tale.walk("kairos", "running")
    learning.course_is_held(tale, people=12)
    completed = tale.made["course"]["counts"]["completed"]
    expect(completed == 11, f"{completed} completed the course, not 11")
    size = tale.pdf(f"courses/{tale.made['course']['id']}/report.pdf")
    tale.accept("kairos")
    return f"{completed} of 12 completed; report of {size} bytes; it is {tale.today} now"


def where_it_stands(walk: Walk) -> str:
    """A workshop is reported within the evening; seven people say where the congregation stands."""
    tale: Told = walk.made["tale"]
    tale.walk("discover", "running")
    boards = {"strength": ["Wij zijn gastvrij"], "unwritten_rule": ["Zo doen wij dat niet"]}
    report = discovering.workshop_is_reported(tale, "discover", **boards)
    workshop = report["workshop"]["id"] if "workshop" in report else report["id"]
    tale.mail("leader", f"/congregations/{tale.church}/workshops/{workshop}")
    size = tale.pdf(f"workshops/{workshop}/report.pdf")
    opened = discovering.raters_answer(tale, "t0", 2, people=7)
    baseline = tale.pdf(f"discovery/rounds/{opened}/report.pdf")
    tale.accept("discover")
    return f"report of {size} bytes, baseline of {baseline} bytes"


def strategy_is_adopted(walk: Walk) -> str:
    """After the entry the congregation goes on: it writes a strategy and its council adopts it."""
    tale: Told = walk.made["tale"]
    tale.decide_to_go_on()
    tale.walk("mobilisation", "agreed", "running")
    planning.strategy_is_written(tale)
    tale.mail("leader", f"/congregations/{tale.church}/strategy")
    base = f"strategy/versions/{tale.made['strategy']['id']}"
    sizes = [tale.pdf(f"{base}/{one}.pdf") for one in ("one-page", "gap-chart", "action-plan")]
    tale.accept("mobilisation")
    return f"version {tale.made['strategy']['version']}; three papers of {sizes} bytes"


def partner_agrees(walk: Walk) -> str:
    """Congregation and agency say yes, are introduced, and agree on paper."""
    tale: Told = walk.made["tale"]
    tale.walk("partner", "agreed", "running")
    partnering.partner_is_found_and_agreed_with(tale)
    state = tale.made["agreement"]["state"]
    expect(state == "active", f"the agreement is {state}")
    size = tale.pdf(f"partnering/agreements/{tale.made['agreement']['id']}/text.pdf")
    tale.accept("partner")
    return f"agreement {state}, {size} bytes"


def support_and_launch(walk: Walk) -> str:
    """Support is created and counted, the vision launched; evaluations stand in the calendar."""
    tale: Told = walk.made["tale"]
    tale.walk("synergy", "agreed", "running")
    measure = launching.support_is_created_and_counted(tale, in_favour=52, against=6)
    expect(measure["result"]["advice"] == "go", "52 of 58 are in favour and the advice is not go")
    sizes = [tale.pdf(f"support/{measure['id']}/report.pdf")]
    tale.accept("synergy")
    launching.launch_is_held(tale)
    sizes += [tale.pdf(f"launch/{one}.pdf") for one in ("run-sheet", "joining")]
    dates = launching.calendar(tale)
    missing = {"evaluation_6", "evaluation_12", "apk"} - dates.keys()
    expect(not missing, f"after the launch the calendar lacks {missing}")
    tale.accept("launch")
    return f"papers of {sizes} bytes; evaluations on {dates['evaluation_6']} and later"


def both_sides_say_how_it_goes(walk: Walk) -> str:
    """Six weeks later both sides are asked by mail and answer, the leader without signing in."""
    tale: Told = walk.made["tale"]
    tale.walk("implementation", "agreed", "running")
    tale.pass_time(days=44)
    mail = tale.mail("leader", "/check-in/")
    tale.mail("staff", "/check-in/")
    somebody = walk.browser("anybody with the mail")
    form = somebody.open(mail.path("/check-in/")).form("progress")
    somebody.send(form, {"progress": "good", "goes_well": "De groepen komen samen."})
    expect(not somebody.is_signed_in, "the mailed link signed somebody in")
    following.agency_answers(tale)
    answered = [one for one in tale.here("implementation")["check_ins"] if one["progress"]]
    expect(len(answered) >= 2, f"{len(answered)} answers are in, not two")
    return f"{len(answered)} answers, paper of {tale.pdf('implementation/quarter.pdf')} bytes"


def two_evaluations(walk: Walk) -> str:
    """After six and twelve months the same questions are asked again; the plan is adjusted."""
    tale: Told = walk.made["tale"]
    tale.pass_time(months=5)
    following.look_back(tale, "m6", 3, people=8)
    tale.pass_time(months=6)
    following.look_back(tale, "m12", 4, people=6)
    slope = tale.here("evaluation")["slope"]
    moments = [moment["moment"] for moment in slope["moments"]]
    expect(moments == ["t0", "m6", "m12"], f"the slope has the moments {moments}")
    size = tale.pdf("evaluation/report.pdf")
    return f"{len(slope['areas'])} areas at {', '.join(moments)}; report of {size} bytes"


def check_up_is_stamped(walk: Walk) -> str:
    """The check-up is stamped for a year, and eleven months later somebody is reminded."""
    tale: Told = walk.made["tale"]
    stamped = following.stamp_is_given(tale, "continue")
    expect(stamped["state"] == "valid", f"the stamp is {stamped['state']}")
    before = len(walk.mails(tale.people["leader"][1], f"/congregations/{tale.church}/evaluation"))
    tale.pass_time(months=11, days=5)
    tale.mail("leader", f"/congregations/{tale.church}/evaluation")
    link = f"/congregations/{tale.church}/evaluation"
    after = len(walk.mails(tale.people["leader"][1], link))
    expect(after > before, "nobody was reminded of the stamp that ends")
    return f"valid until {stamped['apk']['valid_until']}; reminded before {tale.today}"


def entry_alone_and_back_a_year_later(walk: Walk) -> str:
    """A second congregation stops after the entry and comes back a year later."""
    tale = _begin(walk, "De Rustplaats")
    beginning.coach_offers(tale, "discover")
    beginning.council_says_yes(tale)
    tale.walk("discover", "running")
    discovering.raters_answer(tale, "t0", 2, people=6)
    tale.accept("discover")
    tale.end_journey("Eerst een nieuwe predikant")
    tale.pass_time(months=12)
    beginning.coach_offers(tale, "mobilisation", "synergy", "launch")
    beginning.council_says_yes(tale)
    tale.walk("mobilisation", "running")
    planning.strategy_is_written(tale)
    earlier = len(tale.here("journey")["previous"])
    expect(earlier == 1, f"{earlier} earlier journeys are remembered, not one")
    return f"a second journey with a strategy, and the first one remembered; it is {tale.today}"


def taken_over_from_paper(walk: Walk) -> str:
    """A third congregation is taken over half-way from paper, launches and is stuck: it shows."""
    tale = _begin(walk, "De Halve Weg")
    beginning.coach_offers(tale, "discover", "mobilisation", "synergy", "launch")
    beginning.council_says_yes(tale)
    tale.take_over_from_paper("discover", "mobilisation", "synergy")
    launching.launch_is_held(tale)
    tale.accept("launch")
    tale.pass_time(days=44)
    following.congregation_answers(tale, "stuck")
    codes = tale.attention()
    expect("check_in_stuck" in codes, f"the coach's home shows {codes}")
    return f"the coach's home shows {', '.join(codes)}"


def _begin(walk: Walk, name: str) -> Told:
    """Register a congregation and an agency, with one account each."""
    coach, operator = coach_of(walk), enter_as_sample(walk, "operator")
    facts = {"name": f"{name} {walk.mark}", "place": "Ede", **NETWORKED}
    church = walk.browser("coach").call("congregations", "POST", "/congregations", facts)["id"]
    wish = {"name": f"Verre Vrienden {name} {walk.mark}"}
    agency = walk.browser("coach").call("partners", "POST", "/agencies", wish)["id"]
    people = {"coach": (coach["id"], coach["email"]), "operator": _first_operator(walk)}
    tale = Told(church, agency, walk_=walk, people=people)
    tale.settle()
    for who, place, kind, role in (
        ("leader", church, "congregation", "leader"),
        ("staff", agency, "agency", "agency_staff"),
    ):
        someone = {"name": f"{who} {name}", "email": walk.address(f"{who}.{church[-6:]}")}
        member = {"organisation_id": place, "organisation_kind": kind, "role": role}
        body: dict[str, Any] = {**someone, "language": "nl", "memberships": [member]}
        made = operator.call("identity", "POST", "/sample/people", body)
        people[who] = (made["person_id"], someone["email"])
    tale.settle()
    tale.enter()
    return tale


def _first_operator(walk: Walk) -> tuple[str, str]:
    path = "/sample/people?role=operator&limit=1"
    (found,) = walk.browser("operator").ask("identity", "GET", path)
    return found["id"], found["email"]
