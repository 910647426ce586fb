"""A version as documents: the strategy on one page, the gaps drawn, the plan of action."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from services.portal.clients.congregations import strategies as client
from services.portal.pages.strategies.area import Answer, pages
from services.portal.reports import printed
from services.portal.showing import strategies as showing
from shared.errors import NotFound

HERE = "/congregations/<uuid:congregation_id>/strategy/versions/<uuid:strategy_id>"
SHAPES = {name: shape for name, (_words, shape) in showing.ACTIONS.items()}
TITLES = {
    "one_page": _l("Our strategy"),
    "gap_chart": _l("From now to desired"),
    "action_plan": _l("Plan of action"),
}
LABEL = 2  # for those involved: the congregation's own plan


@pages.get(f"{HERE}/one-page")
def one_page(congregation_id: UUID, strategy_id: UUID) -> Response:
    """Show the strategy on one page."""
    return _document("one_page", congregation_id, strategy_id, as_pdf=False)


@pages.get(f"{HERE}/one-page.pdf")
def one_page_pdf(congregation_id: UUID, strategy_id: UUID) -> Response:
    """Hand out the strategy on one page as PDF."""
    return _document("one_page", congregation_id, strategy_id, as_pdf=True)


@pages.get(f"{HERE}/gap-chart")
def gap_chart(congregation_id: UUID, strategy_id: UUID) -> Response:
    """Show the gaps drawn, now and desired."""
    return _document("gap_chart", congregation_id, strategy_id, as_pdf=False)


@pages.get(f"{HERE}/gap-chart.pdf")
def gap_chart_pdf(congregation_id: UUID, strategy_id: UUID) -> Response:
    """Hand out the gaps drawn as PDF."""
    return _document("gap_chart", congregation_id, strategy_id, as_pdf=True)


@pages.get(f"{HERE}/action-plan")
def action_plan(congregation_id: UUID, strategy_id: UUID) -> Response:
    """Show who does what by when, in a table and on a line of time."""
    return _document("action_plan", congregation_id, strategy_id, as_pdf=False)


@pages.get(f"{HERE}/action-plan.pdf")
def action_plan_pdf(congregation_id: UUID, strategy_id: UUID) -> Response:
    """Hand out the plan of action as PDF."""
    return _document("action_plan", congregation_id, strategy_id, as_pdf=True)


def _document(name: str, congregation_id: UUID, strategy_id: UUID, *, as_pdf: bool) -> Response:
    view = client.version(str(strategy_id))
    if view["congregation"]["id"] != str(congregation_id):
        raise NotFound
    strategy = view["newest"]
    return printed(
        f"strategies/{name}_print.html",
        name=f"{TITLES[name]} {view['congregation']['name']} {strategy['version']}",
        as_pdf=as_pdf,
        congregation=view["congregation"],
        label=LABEL,
        sources=[],
        made_on=date.fromisoformat(view["today"]),
        strategy=strategy,
        showing=showing,
        today=date.fromisoformat(view["today"]),
        back_href=f"/congregations/{congregation_id}/strategy",
        **_PLOTTED[name](strategy),
    )


def _gaps(strategy: Answer) -> Answer:
    return {"gap_items": [(one["area"], one["now"], one["desired"]) for one in strategy["gaps"]]}


def _actions(strategy: Answer) -> Answer:
    """Return the actions that are dated as bars that end on their day."""
    found = showing.listed(strategy)
    bars = [
        (one["title"], _begun(one), _day(one["due_on"]), SHAPES[one["state"]])
        for one in found
        if one["due_on"]
    ]
    return {"actions": found, "bars": bars}


def _begun(action: Answer) -> date:
    return min(_day(action["since"][:10]), _day(action["due_on"]))


def _day(text: str) -> date:
    return date.fromisoformat(text)


_PLOTTED: dict[str, Callable[[Answer], Answer]] = {
    "one_page": _gaps,
    "gap_chart": _gaps,
    "action_plan": _actions,
}
