"""The things of partnering in the world that the access tests replay."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import select, update

from services.partners.model import Agreement, RankingReceipt, RankingRun

if TYPE_CHECKING:
    from tests.access.world import Builder

DECIDED = {"body": "church_council", "held_on": "2026-11-20"}
TOLD = {**DECIDED, "as_reported": {"by_role": "leader"}}
TEXT = {
    "contributions": [
        {"side": "congregation", "who": "Gebedsgroep", "what": "Bidden geheim a"},
        {"side": "agency", "who": "Team", "what": "Schrijven"},
    ]
}
INSIDE = frozenset({"coach_k", "coach_m", "leader_a", "group_a", "both", "service"})


def build(builder: "Builder") -> None:
    """Add them, over HTTP, and note their ids in `builder.ids`.

    Congregation a has a shortlist, visits in several states, and agreements with agency p.
    """
    _shortlist(builder)
    _visits(builder)
    for name in ("written", "ready", "told", "holding", "reviewing", "parting"):
        _introduce(builder, name)
        _note(builder, name, "leader_a", "POST /agreements", {**TEXT, **_match(builder, name)})
        if name != "written":
            ready = f"POST /agreements/{{{name}}}/readiness"
            builder.do("leader_a", "partners", ready, {"version": 1})
    _agree(builder)
    _open_receipts(builder)
    with_p = INSIDE | {"staff_p", "key_p"}
    builder.world.secrets |= {
        **dict.fromkeys(("Lijst geheim a", "Dorp geheim a", "Risico geheim a"), INSIDE),
        "Bidden geheim a": with_p,
        "Reden van a geheim a": INSIDE,
        "Omdat geheim a": frozenset({"coach_k", "coach_m"}),
    }


def _shortlist(builder: "Builder") -> None:
    content = {
        "congregation_id": builder.ids["a"],
        "title": "Lijst geheim a",
        "criteria": [{"name": "Samen"}],
    }
    made = builder.do("leader_a", "partners", "POST /shortlists", content)
    builder.ids["shortlist_a"] = made["id"]
    builder.ids["criterion_a"] = made["criteria"][0]["id"]
    route = "POST /shortlists/{shortlist_a}/candidates"
    people = {"kind": "people_group", "name": "Vissers"}
    made = builder.do("group_a", "partners", route, people)
    builder.ids["candidate_a"] = made["candidates"][0]["id"]


def _visits(builder: "Builder") -> None:
    today = builder.clock.now().date()
    days = {"starts_on": f"{today}", "ends_on": f"{today + timedelta(days=3)}"}
    about = {"congregation_id": builder.ids["a"], "kind": "country", **days}
    private = {**about, "title": "Dorp geheim a"}
    for name in ("visit_idea", "visit_weighed", "visit_told", "visit_gone"):
        _note(builder, name, "leader_a", "POST /visits", private)
    _introduce(builder, "visited")
    with_p = {**about, "title": "Kennismaking", "match_id": builder.ids["match_visited"]}
    _note(builder, "visit_shared", "leader_a", "POST /visits", with_p)
    for name in ("visit_weighed", "visit_told", "visit_gone", "visit_shared"):
        _do(builder, "group_a", name, "risk", risk_level="low", weighed="Risico geheim a")
    yes = _do(builder, "coach_k", "visit_told", "approvals", version=2, **TOLD)
    builder.ids["approval_a"] = yes["approvals"][0]["id"]
    for name in ("visit_gone", "visit_shared"):
        _do(builder, "leader_a", name, "approvals", version=2, **DECIDED)
    builder.do("leader_a", "partners", "POST /visits/{visit_gone}/states", {"to": "gone"})


def _agree(builder: "Builder") -> None:
    yes = _accept(builder, "coach_k", "told", TOLD)
    builder.ids["acceptance_a"] = yes["acceptances"][0]["id"]
    for name in ("holding", "reviewing", "parting"):
        _accept(builder, "leader_a", name, DECIDED)
        _accept(builder, "staff_p", name, {})
    reason = {"reason": "Reden van a geheim a"}
    builder.do("leader_a", "partners", "POST /agreements/{parting}/ending", reason)
    with builder.host.tools["partners"].db.write() as db:
        # as if the months until its review had passed
        due = update(Agreement).where(Agreement.id == UUID(builder.ids["reviewing"]))
        db.execute(due.values(next_review_on=builder.clock.now().date()))
    builder.host.settle()


def _open_receipts(builder: "Builder") -> None:
    with builder.host.tools["partners"].db.write() as db:
        # as if the asks of their time had ended
        of_a = RankingRun.congregation_id == UUID(builder.ids["a"])
        db.execute(update(RankingRun).where(of_a).values(opened_at=builder.clock.now()))
        runs = select(RankingRun.id).where(of_a)
        for agency in ("p", "r"):
            ours = RankingReceipt.agency_id == UUID(builder.ids[agency])
            first = select(RankingReceipt.id).where(ours, RankingReceipt.run_id.in_(runs)).limit(1)
            builder.ids[f"receipt_{agency}"] = str(db.scalars(first).one())


def _introduce(builder: "Builder", name: str) -> None:
    offering = {"title_nl": f"Samen {name}", "kind": "visit", "state": "open"}
    _note(builder, f"offering_{name}", "staff_p", "POST /agencies/{p}/offerings", offering)
    wish = {
        "congregation_id": builder.ids["a"],
        "offering_id": builder.ids[f"offering_{name}"],
        "override_reason": "Omdat geheim a",
    }
    _note(builder, f"match_{name}", "coach_k", "POST /matches", wish)
    answers = f"POST /matches/{{match_{name}}}/answers"
    builder.do("leader_a", "partners", answers, {"answer": "yes", **DECIDED})
    builder.do("staff_p", "partners", answers, {"answer": "yes"})


def _match(builder: "Builder", name: str) -> dict[str, str]:
    return {"match_id": builder.ids[f"match_{name}"]}


def _accept(builder: "Builder", who: str, name: str, word: dict[str, Any]) -> Any:
    route = f"POST /agreements/{{{name}}}/acceptances"
    return builder.do(who, "partners", route, {"version": 1, **word})


def _do(builder: "Builder", who: str, name: str, what: str, **content: Any) -> Any:
    body = {"version": 1, **content}
    return builder.do(who, "partners", f"POST /visits/{{{name}}}/{what}", body)


def _note(builder: "Builder", name: str, who: str, route: str, body: dict[str, Any]) -> None:
    builder.ids[name] = builder.do(who, "partners", route, body)["id"]
