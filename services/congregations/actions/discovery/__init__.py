"""What people do to find out where their congregation stands."""

from services.congregations.actions.discovery.commitments import (
    Fate,
    add_commitment,
    decide_commitment,
    end_commitment,
    revise_commitment,
)
from services.congregations.actions.discovery.findings import (
    drop_finding,
    gather,
    keep_findings,
    revise_finding,
    write_findings,
)
from services.congregations.actions.discovery.raters import (
    Answers,
    answer_once,
    enter_form,
    make_links,
)
from services.congregations.actions.discovery.rounds import close_round, open_round

__all__ = [
    "Answers",
    "Fate",
    "add_commitment",
    "answer_once",
    "close_round",
    "decide_commitment",
    "drop_finding",
    "end_commitment",
    "enter_form",
    "gather",
    "keep_findings",
    "make_links",
    "open_round",
    "revise_commitment",
    "revise_finding",
    "write_findings",
]
