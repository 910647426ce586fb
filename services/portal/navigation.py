"""Where each role begins and where it can go from there."""

from collections.abc import Mapping, Sequence

from flask_babel import lazy_gettext as _l

from shared.actor import Actor, Role

Entry = tuple[str, object]

# in this order: who holds several roles begins where the most work waits
HOMES: Mapping[Role, str] = {
    "coach": "/coach",
    "leader": "/congregation",
    "working_group": "/congregation",
    "agency_staff": "/agency",
    "operator": "/operator",
}
LABELS: Mapping[Role, object] = {
    "coach": _l("missions coach"),
    "leader": _l("leader"),
    "working_group": _l("working group"),
    "agency_staff": _l("agency"),
    "operator": _l("operator"),
}
MENU: Mapping[str, Sequence[Entry]] = {
    "coach": (
        ("/coach", _l("My congregations")),
        ("/coach/agencies", _l("Agencies")),
        ("/templates", _l("Journey plans")),
    ),
    "leader": (("/congregation", _l("Our journey")),),
    "working_group": (("/congregation", _l("Our journey")),),
    "agency_staff": (("/agency", _l("Our offerings")),),
    "operator": (
        ("/operator", _l("Organisations")),
        ("/operator/events", _l("What waits")),
        ("/operator/deliveries", _l("Mail")),
        ("/operator/people-groups", _l("People groups")),
        ("/operator/rankings", _l("Rankings")),
    ),
}
EVERYBODY: Sequence[Entry] = (("/calendar", _l("My dates")), ("/account", _l("My account")))
SAMPLE: Sequence[Entry] = (
    ("/mailbox", _l("Mailbox")),
    ("/sample", _l("Be somebody else")),
)


def home_of(actor: Actor) -> str:
    """Return the path of the page on which this person begins."""
    return next((path for role, path in HOMES.items() if actor.has(role)), "/account")


def role_labels(actor: Actor) -> list[object]:
    """Return the names of the roles that this person holds."""
    return [label for role, label in LABELS.items() if actor.has(role)]


def entries(actor: Actor, path: str, sample: bool) -> list[tuple[str, object, bool]]:
    """Return (path, label, whether one is there) for each page in this person's menu."""
    if actor.kind != "person":
        return []
    found: dict[str, object] = {}
    for role in HOMES:
        if actor.has(role):
            found.update(MENU[role])
    found.update([*EVERYBODY, *(SAMPLE if sample else ())])
    here = _closest(path, found)
    return [(target, label, target == here) for target, label in found.items()]


def _closest(path: str, targets: Mapping[str, object]) -> str:
    holding = [at for at in targets if path == at or path.startswith(f"{at}/")]
    return max(holding, key=len, default="")
