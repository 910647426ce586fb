"""A partner that both sides said yes to, and what they agreed."""

from services.tour.tale import Tale


def partner_is_found_and_agreed_with(tale: Tale) -> None:
    """Both sides say yes before anybody is named; then they agree on paper, each for itself."""
    _agree(tale, partner_is_found(tale))


def partner_is_found(tale: Tale) -> str:
    """Both sides say yes to getting to know each other; returns the id of their match."""
    offering = {"title_nl": "Zomer bij nieuwkomers", "kind": "short_term", "state": "open"}
    path = f"/agencies/{tale.agency}/offerings"
    offered = tale.ask("staff", "POST", path, offering, of="partners")["id"]
    reason = "De gemeente kende dit werk al en vroeg er zelf naar."
    wish = {"congregation_id": tale.church, "offering_id": offered, "override_reason": reason}
    match: str = tale.ask("coach", "POST", "/matches", wish, of="partners")["id"]
    yes = {"answer": "yes", "body": "church_council", "held_on": tale.today.isoformat()}
    tale.ask("leader", "POST", f"/matches/{match}/answers", yes, of="partners")
    tale.ask("staff", "POST", f"/matches/{match}/answers", {"answer": "yes"}, of="partners")
    tale.settle()
    return match


def _agree(tale: Tale, match: str) -> None:
    content = {
        "match_id": match,
        "contributions": [
            {"side": "congregation", "who": "Gebedsgroep", "what": "Elke maand bidden"},
            {"side": "agency", "who": "Team", "what": "Elk kwartaal schrijven"},
        ],
    }
    made = tale.ask("leader", "POST", "/agreements", content, of="partners")
    base = f"/agreements/{made['id']}"
    tale.ask("leader", "POST", f"{base}/readiness", {"version": 1}, of="partners")
    decided = {"version": 1, "body": "church_council", "held_on": tale.today.isoformat()}
    tale.ask("leader", "POST", f"{base}/acceptances", decided, of="partners")
    tale.ask("staff", "POST", f"{base}/acceptances", {"version": 1}, of="partners")
    tale.settle()
    tale.made["agreement"] = tale.ask("leader", "GET", base, of="partners")
