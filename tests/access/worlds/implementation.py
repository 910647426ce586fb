"""The things of implementation in the world that the access tests replay."""

from typing import TYPE_CHECKING
from uuid import UUID

from services.congregations.model import ActiveAgreement, CheckIn
from shared.clock import new_id
from tests import askers

if TYPE_CHECKING:
    from tests.access.world import Builder


def build(builder: "Builder") -> None:
    """Add them, over HTTP, and note their ids in `builder.ids`.

    Congregation a is asked, and so are p about an agreement with a, and q about one with b.
    """
    _ask(builder, "check_in_a", "a", None)
    _ask(builder, "check_in_p", "a", "p")
    _ask(builder, "check_in_q", "b", "q")
    scope = f"check-in:{builder.ids['check_in_q']}"
    builder.who["link_check"] = askers.link(builder.host, builder.who["contact_q"], scope)
    held = frozenset({("contact", "q")})
    builder._add("link_check", kind="link", roles=held, subject="check_in_q")
    role = {"title": "Rol geheim a", "to": "held", "on": "2026-10-01"}
    _note(builder, "role_a", "POST /congregations/{a}/roles", role)
    team = {"title": "Team geheim a"}
    made = _note(builder, "team_a", "POST /congregations/{a}/home-teams", team)
    builder.ids["duty_a"] = made["duties"][0]["id"]


def _ask(builder: "Builder", name: str, place: str, agency: str | None) -> None:
    """Ask as the job would after six weeks, which this world does not wait for."""
    about = builder.ids[f"journey_{place}"]
    made = CheckIn(
        congregation_id=UUID(builder.ids[place]),
        journey_id=UUID(about),
        side="agency" if agency else "congregation",
        about_id=new_id() if agency else UUID(about),
        agency_id=UUID(builder.ids[agency]) if agency else None,
        due_on=builder.clock.now().date(),
        state="due",
        asked_at=builder.clock.now(),
        goes_well="",
        blockers="",
        next_step="",
        wish_to_talk=False,
    )
    with builder.host.tools["congregations"].db.write() as db:
        if made.agency_id:
            db.add(
                ActiveAgreement(
                    agreement_id=made.about_id,
                    congregation_id=made.congregation_id,
                    agency_id=made.agency_id,
                    since=made.asked_at,
                )
            )
        db.add(made)
        db.flush()
        builder.ids[name] = str(made.id)


def _note(builder: "Builder", name: str, route: str, body: dict[str, str]) -> dict[str, list]:
    made = builder.do("group_a", "congregations", route, body)
    builder.ids[name] = made["id"]
    found: dict[str, list] = made
    return found
