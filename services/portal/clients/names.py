"""What organisations are called: congregations know theirs, partners know the agencies'."""

from collections.abc import Iterable

from services.portal.clients.calling import call, with_query
from services.portal.clients.identity import OrganisationPage
from shared.web import edge


def for_operator(page: OrganisationPage, *, after: str | None) -> dict[str, str]:
    """Return the names of the organisations of this page by their ids, in two calls."""
    listed = with_query("/agencies", limit=100, after=after)
    kinds = {item["id"]: item["kind"] for item in page["items"]}
    agencies = call("partners", "GET", listed).json["items"] if "agency" in kinds.values() else []
    found = {agency["id"]: agency["name"] for agency in agencies}
    ours = [number for number, kind in kinds.items() if kind == "congregation"]
    if ours:
        cards = call("congregations", "GET", f"/cards?ids={','.join(ours)}").json["items"]
        found.update({card["id"]: card["name"] for card in cards})
    return found


def of_sample_congregations(ids: Iterable[str]) -> dict[str, str]:
    """Return the names of up to 100 congregations of the sample network, for its first page."""
    wanted = list(ids)[:100]
    if not wanted:
        return {}
    tools = edge.tools()
    # nobody is signed in on that page, so the portal asks for itself
    cards = tools.client.call(
        "congregations",
        "GET",
        f"/cards?ids={','.join(wanted)}",
        bearer=tools.credentials.bearer("congregations"),
    )
    return {card["id"]: card["name"] for card in cards.json["items"]}
