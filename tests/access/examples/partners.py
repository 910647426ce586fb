"""One valid request to every route of partners; what each is about is said beside it."""

from tests.access.checks import Example, Examples
from tests.access.examples.reasons import DRY

SEEN_BY_COACHES = dict.fromkeys(
    ("coach_k", "coach_m", "coach_l", "coach_p"), "coaches see all agencies and what is open"
)
EMPLOYED = {"coach_p": "an employed coach speaks for congregations, not for his agency"}
KEEPS = {"operator": "operators keep the pages of agencies that have not joined"}
SEES_AGENCIES = {**SEEN_BY_COACHES, "operator": "operators see all agencies"}
OFFER = {"title_nl": "Taalmaatjes", "kind": "short_term", "capacity": 4}

AS_REPORTED = {422: "a coach says who told him; a side answers itself"}
NOT_ITS_TURN = {**AS_REPORTED, 409: "it is the other side's turn"}

SHEET = b"ref,kind,title_nl\nz1,short_term,Zomerweek\n"
GROUPS = (
    b"ROG3,Ctry,PeopleID3,ROP3,PeopNameAcrossCountries,PeopNameInCountry,Population,JPScale,"
    b"LeastReached,Frontier,ROL3,BibleStatus,PercentAdherents,PercentEvangelical,"
    b"Latitude,Longitude\n"
    b"MO,Morocco,500001,900001,Sho,Sho,12000,1,Y,Y,ary,5,0.050,0.010,34.0,-6.8\n"
    b"\n\nBible Translation status:\n4,New Testament\n5,Complete Bible\n"
)

PARTNERS: Examples = {
    "GET /projections/<string:name>": (Example("/projections/agencies?limit=50"),),
    "GET /projections/<string:name>/checksum": (
        Example("/projections/agencies/checksum?columns=claimed"),
    ),
    "GET /agencies": (Example("/agencies?limit=100"),),
    "POST /agencies": (Example("/agencies", {"name": "Nieuwe organisatie"}),),
    "GET /agencies/<uuid:agency_id>": (
        Example("/agencies/{p}", of=("p",)),
        Example("/agencies/{q}", of=("q",)),
    ),
    "PATCH /agencies/<uuid:agency_id>": (
        Example(
            "/agencies/{p}", {"about": "Wie wij zijn"}, of=("p",), but=EMPLOYED, seen=SEES_AGENCIES
        ),
        Example(
            "/agencies/{q}", {"about": "Wie zij zijn"}, of=("q",), also=KEEPS, seen=SEES_AGENCIES
        ),
    ),
    "GET /offerings": (Example("/offerings?limit=100"),),
    "POST /agencies/<uuid:agency_id>/offerings": (
        Example("/agencies/{p}/offerings", OFFER, of=("p",), but=EMPLOYED, seen=SEES_AGENCIES),
        Example("/agencies/{q}/offerings", OFFER, of=("q",), seen=SEES_AGENCIES),
    ),
    "GET /offerings/<uuid:offering_id>": (
        Example("/offerings/{offering_p}", of=("p",)),
        Example(
            "/offerings/{draft_p}",
            of=("p",),
            but=dict.fromkeys(SEEN_BY_COACHES, "a draft is the agency's own"),
        ),
        Example("/offerings/{offering_q}", of=("q",)),
    ),
    "PATCH /offerings/<uuid:offering_id>": (
        Example(
            "/offerings/{offering_p}",
            {"capacity": 5},
            of=("p",),
            but=EMPLOYED,
            seen=SEEN_BY_COACHES,
        ),
        Example("/offerings/{draft_p}", {"capacity": 5}, of=("p",), but=EMPLOYED),
        Example("/offerings/{offering_q}", {"capacity": 5}, of=("q",), seen=SEEN_BY_COACHES),
    ),
    "POST /offerings/<uuid:offering_id>/states": (
        Example(
            "/offerings/{offering_p}/states",
            {"to": "closed"},
            of=("p",),
            but=EMPLOYED,
            seen=SEEN_BY_COACHES,
        ),
        Example("/offerings/{draft_p}/states", {"to": "open"}, of=("p",), but=EMPLOYED),
    ),
    "PUT /offerings/by-ref/<string:ref>": (
        Example("/offerings/by-ref/new-one", OFFER),
        Example("/offerings/by-ref/new-one?dry_run=1", OFFER, still=DRY),
        Example("/offerings/by-ref/offering_p?agency_id={p}", OFFER, of=("p",)),
    ),
    "GET /rankings/<uuid:congregation_id>": (
        Example("/rankings/{a}?limit=3", of=("a",)),
        Example("/rankings/{b}", of=("b",)),
    ),
    "POST /rankings/<uuid:congregation_id>/set-aside": (
        Example(
            "/rankings/{a}/set-aside",
            {"offering_id": "{offering_r}", "reason": "Te ver weg"},
            of=("a",),
        ),
    ),
    "GET /ranking-overrides": (Example("/ranking-overrides"),),
    "GET /receipts": (Example("/receipts?limit=100"),),
    "GET /receipts/<uuid:receipt_id>": (
        Example("/receipts/{receipt_p}", of=("p",)),
        Example("/receipts/{receipt_r}", of=("r",)),
    ),
    "GET /receipts/<uuid:receipt_id>/replay": (
        Example("/receipts/{receipt_p}/replay", of=("a", "p")),
    ),
    "GET /rankings/<uuid:congregation_id>/offerings/<uuid:offering_id>": (
        Example("/rankings/{a}/offerings/{offering_r}", of=("a",)),
        Example("/rankings/{b}/offerings/{offering_r}", of=("b",)),
    ),
    "GET /match-cards": (
        Example("/match-cards?congregation_id={a}&offering_id={offering_r}", of=("a",)),
    ),
    "POST /matches": (
        Example(
            "/matches",
            {
                "congregation_id": "{a}",
                "offering_id": "{offering_r}",
                "override_reason": "Zij vroegen ernaar",
            },
            of=("a",),
        ),
    ),
    "GET /matches": (Example("/matches?limit=100"), Example("/matches?congregation_id={a}")),
    "GET /matches/<uuid:match_id>": (
        Example("/matches/{asked}", of=("a",), subject="asked"),
        Example("/matches/{agency_asked}", of=("a", "p")),
        Example("/matches/{introduced}", of=("a", "p")),
        Example("/matches/{refused}", of=("a",)),
        Example("/matches/{linked}", of=("b", "q"), subject="linked"),
    ),
    "POST /matches/<uuid:match_id>/answers": (
        Example(
            "/matches/{asked}/answers",
            {"answer": "no", "reason": "Nu niet"},
            of=("a",),
            subject="asked",
            answers=AS_REPORTED,
        ),
        Example(
            "/matches/{asked}/answers",
            {
                "answer": "yes",
                "body": "church_council",
                "held_on": "2026-11-20",
                "as_reported": {"by_role": "leader"},
            },
            of=("a",),
            answers=AS_REPORTED,
        ),
        Example(
            "/matches/{agency_asked}/answers",
            {"answer": "yes"},
            of=("a", "p"),
            answers=NOT_ITS_TURN,
        ),
        Example(
            "/matches/{linked}/answers",
            {"answer": "yes"},
            subject="linked",
            of=("b", "q"),
            answers=NOT_ITS_TURN,
        ),
    ),
    "POST /matches/<uuid:match_id>/withdrawal": (
        Example("/matches/{asked}/withdrawal", {"reason": "Vergist"}, of=("a",)),
        Example("/matches/{introduced}/withdrawal", {}, of=("a", "p")),
    ),
    "POST /matches/<uuid:match_id>/states": (
        Example("/matches/{introduced}/states", {"to": "exploring"}, of=("a", "p")),
    ),
    "POST /agencies/<uuid:agency_id>/imports": (
        Example(
            "/agencies/{p}/imports",
            raw=SHEET,
            media="text/csv",
            of=("p",),
            but=EMPLOYED,
            seen=SEES_AGENCIES,
        ),
        Example(
            "/agencies/{q}/imports?dry_run=1",
            raw=SHEET,
            media="text/csv",
            of=("q",),
            seen=SEES_AGENCIES,
            still=DRY,
        ),
    ),
    "GET /people-groups": (Example("/people-groups?query=a&country=TR"),),
    "GET /people-groups/imports": (Example("/people-groups/imports"),),
    "POST /people-groups/imports": (
        Example("/people-groups/imports", raw=GROUPS, media="text/csv"),
        Example("/people-groups/imports?dry_run=1", raw=GROUPS, media="text/csv", still=DRY),
    ),
    "GET /cards": (Example("/cards?ids={offering_p},{draft_p}"),),
    "GET /letters/match/<uuid:match_id>": (Example("/letters/match/{introduced}"),),
}
