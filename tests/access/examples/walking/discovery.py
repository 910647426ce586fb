"""One valid request to every route about discovery."""

from tests.access.checks import Example, Examples
from tests.access.examples.reasons import READS

ANSWERS = {"levels": {"vision_bible": 3, "prayer_sent": None}, "note": "Dank"}
ANONYMOUS = "no moment may lead to who answered"
ASKS = "whoever has the link is asked by that congregation, and told its name"
SEALED = "a sealed commitment is there for its leaders and coaches only"
HIDDEN = {"group_a": SEALED, "both": SEALED}

EXAMPLES: Examples = {
    "GET /congregations/<uuid:congregation_id>/discovery": (
        Example("/congregations/{a}/discovery", of=("a",)),
        Example("/congregations/{b}/discovery", of=("b",)),
    ),
    "POST /congregations/<uuid:congregation_id>/rounds": (
        Example("/congregations/{c}/rounds", {"moment": "t0"}, of=("c",)),
    ),
    "GET /rounds/<uuid:round_id>": (
        Example("/rounds/{round_a}", of=("a",)),
        Example("/rounds/{round_b}", of=("b",)),
    ),
    "POST /rounds/<uuid:round_id>/closing": (
        Example("/rounds/{round_a}/closing", {"without_figures": True}, of=("a",)),
        Example(
            "/rounds/{round_b}/closing",
            {"without_figures": True},
            of=("b",),
            never={409: "a closed round is closed"},
        ),
    ),
    "POST /rounds/<uuid:round_id>/links": (
        Example("/rounds/{round_a}/links", {"role": "youth", "count": 3}, of=("a",)),
    ),
    "POST /rounds/<uuid:round_id>/forms": (
        Example("/rounds/{round_a}/forms", {**ANSWERS, "role": "council"}, of=("a",)),
    ),
    "POST /rating/questions": (
        Example("/rating/questions", {"token": "{rater_token}"}, still=READS, open=ASKS),
    ),
    "POST /rating/answers": (
        Example("/rating/answers", {**ANSWERS, "token": "{rater_token}"}, silent=ANONYMOUS),
    ),
    "POST /congregations/<uuid:congregation_id>/findings": (
        Example(
            "/congregations/{a}/findings",
            {"kind": "strength", "texts": ["Wij zijn gastvrij"]},
            of=("a",),
        ),
    ),
    "PUT /congregations/<uuid:congregation_id>/findings/theme": (
        Example(
            "/congregations/{a}/findings/theme",
            {"ids": ["{finding_a}"], "theme": "Zwijgen"},
            of=("a",),
        ),
    ),
    "PATCH /findings/<uuid:finding_id>": (
        Example("/findings/{finding_a}", {"state": "working", "note": "Begonnen"}, of=("a",)),
    ),
    "DELETE /findings/<uuid:finding_id>": (Example("/findings/{finding_a}", of=("a",)),),
    "POST /congregations/<uuid:congregation_id>/commitments": (
        Example(
            "/congregations/{a}/commitments",
            {"kind": "trip", "title": "Jeugdreis", "since": 2019, "share": "5_10"},
            of=("a",),
        ),
    ),
    "PATCH /commitments/<uuid:commitment_id>": (
        Example("/commitments/{fund_a}", {"version": 1, "people": "few"}, of=("a",)),
        Example("/commitments/{worker_a}", {"version": 1, "people": "few"}, of=("a",), but=HIDDEN),
    ),
    "POST /commitments/<uuid:commitment_id>/dispositions": (
        Example("/commitments/{fund_a}/dispositions", {"version": 1, "to": "keep"}, of=("a",)),
    ),
    "DELETE /commitments/<uuid:commitment_id>": (Example("/commitments/{fund_a}", of=("a",)),),
}
