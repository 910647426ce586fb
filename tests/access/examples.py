"""One valid request to every route, by service; what each is about is said beside it."""

from tests.access.checks import Example

Examples = dict[str, tuple[Example, ...]]

DEVICE = {"own_device": False, "device": "telefoon"}
NEW = {"name": "Nieuw Iemand", "email": "newcomer@network.example", "language": "nl"}
READS = "it only reads"
DRY = "a dry run keeps nothing"
BEARER = "whoever holds the token is that person"
INVENTED = "sample people are invented"
UNCLAIMED = "any coach speaks for an agency that has not joined"
SOME_COACH = dict.fromkeys(("coach_k", "coach_m", "coach_l", "coach_p"), UNCLAIMED)


def _of_every_service() -> Examples:
    return {
        "GET /health/live": (Example("/health/live"),),
        "GET /health/ready": (Example("/health/ready"),),
        "GET /openapi.json": (Example("/openapi.json"),),
        "GET /events": (Example("/events"),),
        "POST /events/<uuid:event_id>/replay": (Example("/events/{parked}/replay"),),
    }


IDENTITY: Examples = {
    "GET /keys/public": (Example("/keys/public"),),
    "POST /service-assertions": (
        Example(
            "/service-assertions",
            {"service": "partners", "secret": "{secret_partners}", "audience": "identity"},
            still="an assertion is only written out",
        ),
    ),
    "POST /session/assertions": (
        Example(
            "/session/assertions",
            {"session_token": "{browser_leader_a}", "audiences": ["scheduling"]},
            still="it was seen within the hour",
            open=BEARER,
        ),
    ),
    "POST /session/end": (Example("/session/end", {"session_token": "{browser_leader_a}"}),),
    "POST /links": (
        Example(
            "/links",
            {
                "person_id": "{contact_q}",
                "organisation_id": "{q}",
                "purpose": "answer",
                "subject": "{linked}",
            },
        ),
    ),
    "POST /links/check": (
        Example("/links/check", {"token": "{link_token}", "audience": "partners"}, open=BEARER),
    ),
    "POST /sign-ins": (
        Example("/sign-ins", {"email": "{address_leader_a}", "next": "/"}),
        Example("/sign-ins", {"email": "stranger@network.example"}),
    ),
    "POST /sign-ins/<uuid:sign_in_id>/letter": (Example("/sign-ins/{sign_in_asked_in}/letter"),),
    "POST /sign-ins/check": (
        Example("/sign-ins/check", {"token": "{sign_in_token}", **DEVICE}, open=BEARER),
        Example(
            "/sign-ins/check",
            {"sign_in_id": "{sign_in_lettered}", "code": "{sign_in_code}", **DEVICE},
            open=BEARER,
        ),
    ),
    "POST /setup": (
        Example(
            "/setup",
            {"token": "mcu_none", **NEW},
            never={422: "there is an operator already, so no set-up link holds"},
        ),
    ),
    "GET /me": (Example("/me"),),
    "PATCH /me": (Example("/me", {"name": "Anders Genoemd", "language": "en"}),),
    "GET /sessions": (Example("/sessions"),),
    "DELETE /sessions/<uuid:session_id>": (
        Example("/sessions/{signed_in_leader_a}", person="leader_a"),
        Example("/sessions/{signed_in_coach_l}", person="coach_l"),
    ),
    "GET /organisations": (Example("/organisations"),),
    "GET /organisations/<uuid:organisation_id>/people": (
        Example("/organisations/{a}/people", of=("a",)),
        Example("/organisations/{p}/people", of=("p",)),
        Example(
            "/organisations/{q}/people",
            of=("q",),
            also=SOME_COACH,
        ),
    ),
    "POST /organisations/<uuid:organisation_id>/contacts": (
        Example("/organisations/{q}/contacts", NEW, of=("q",)),
    ),
    "DELETE /memberships/<uuid:membership_id>": (
        Example(
            "/memberships/{membership_group_a}",
            of=("a",),
            person="group_a",
        ),
        Example("/memberships/{membership_leader_b}", of=("b",), person="leader_b"),
        Example("/memberships/{membership_staff_p}", of=("p",), person="staff_p"),
        Example(
            "/memberships/{membership_coach_l}",
            of=("network",),
            person="coach_l",
        ),
    ),
    "POST /people/lookup": (Example("/people/lookup", {"ids": ["{leader_a}"]}, still=READS),),
    "POST /people/names": (
        Example("/people/names", {"ids": ["{leader_a}", "{coach_k}"]}, still=READS),
    ),
    "POST /organisations/<uuid:organisation_id>/invitations": (
        Example("/organisations/{a}/invitations", {**NEW, "role": "leader"}, of=("a",)),
        Example("/organisations/{p}/invitations", {**NEW, "role": "agency_staff"}, of=("p",)),
        Example(
            "/organisations/{q}/invitations",
            {**NEW, "role": "agency_staff"},
            of=("q",),
            also=SOME_COACH,
        ),
        Example("/organisations/{network}/invitations", {**NEW, "role": "coach"}, of=("network",)),
    ),
    "GET /organisations/<uuid:organisation_id>/invitations": (
        Example("/organisations/{a}/invitations", of=("a",)),
        Example("/organisations/{p}/invitations", of=("p",)),
        Example("/organisations/{q}/invitations", of=("q",), also=SOME_COACH),
    ),
    "DELETE /invitations/<uuid:invitation_id>": (
        Example("/invitations/{invited_a}", of=("a",)),
        Example("/invitations/{invited_p}", of=("p",)),
        Example("/invitations/{invited_q}", of=("q",), also=SOME_COACH),
    ),
    "POST /invitations/<uuid:invitation_id>/letter": (Example("/invitations/{invited_a}/letter"),),
    "POST /invitations/check": (
        Example("/invitations/check", {"token": "{invitation_token_a}"}, still=READS, open=BEARER),
    ),
    "POST /invitations/accept": (
        Example(
            "/invitations/accept", {"token": "{invitation_token_p}", "name": "Nieuw", **DEVICE}
        ),
    ),
    "GET /organisations/<uuid:organisation_id>/keys": (
        Example("/organisations/{p}/keys", of=("p",)),
    ),
    "POST /organisations/<uuid:organisation_id>/keys": (
        Example(
            "/organisations/{p}/keys", {"name": "nacht", "scopes": ["offerings:read"]}, of=("p",)
        ),
    ),
    "DELETE /keys/<uuid:key_id>": (Example("/keys/{key_p}", of=("p",)),),
    "POST /keys/check": (
        Example("/keys/check", {"key": "{plain_key_p}"}, still="its use was noted within the hour"),
    ),
    "GET /sample/people": (Example("/sample/people", open=INVENTED),),
    "POST /sample/people": (
        Example(
            "/sample/people",
            {
                **NEW,
                "memberships": [
                    {
                        "organisation_id": "{a}",
                        "organisation_kind": "congregation",
                        "role": "leader",
                    }
                ],
            },
        ),
    ),
    "POST /sample/sign-in": (
        Example("/sample/sign-in", {"person_id": "{leader_a}"}, open=INVENTED),
    ),
    "POST /sample/operator": (
        Example("/sample/operator", NEW, never={409: "there is an operator already"}),
    ),
}

GUEST = "he takes part himself"

SCHEDULING: Examples = {
    "POST /sessions": (
        Example(
            "/sessions",
            {
                "congregation_id": "{a}",
                "kind": "discover_workshop",
                "local_start": "2027-05-18T19:30",
                "minutes": 120,
                "title": "Avond",
                "place": "De Ark",
            },
            of=("a",),
        ),
    ),
    "GET /sessions": (
        Example("/sessions?congregation_id={a}&limit=100", of=("a",)),
        Example("/sessions?congregation_id={b}", of=("b",)),
    ),
    "GET /calendar": (Example("/calendar?limit=200"),),
    "GET /sessions/<uuid:session_id>": (
        Example("/sessions/{session_a}", of=("a",), person="staff_p"),
        Example(
            "/sessions/{personal_a}",
            of=("a",),
            person="coach_k",
            but=dict.fromkeys(
                ("leader_a", "group_a", "both"), "it is about named persons; only who takes part"
            ),
        ),
        Example("/sessions/{session_b}", of=("b",), person="leader_b"),
    ),
    "PATCH /sessions/<uuid:session_id>": (
        Example("/sessions/{session_a}", {"place": "De Bron", "minutes": 90}, of=("a",)),
    ),
    "POST /sessions/<uuid:session_id>/confirmation": (
        Example(
            "/sessions/{idea_a}/confirmation",
            {"local_start": "2027-05-20T19:30", "minutes": 120},
            of=("a",),
        ),
    ),
    "POST /sessions/<uuid:session_id>/cancellation": (
        Example("/sessions/{session_a}/cancellation", {"paragraph": "Griep."}, of=("a",)),
    ),
    "POST /sessions/<uuid:session_id>/completion": (
        Example("/sessions/{held_a}/completion", of=("a",)),
    ),
    "POST /sessions/<uuid:session_id>/answer": (
        Example(
            "/sessions/{session_a}/answer",
            {"answer": "accepted"},
            of=("a",),
            person="leader_a",
            also=dict.fromkeys(("staff_p", "coach_k"), GUEST),
        ),
    ),
    "POST /runs": (
        Example(
            "/runs",
            {"congregation_id": "{a}", "first": "2027-09-07", "time": "20:00", "count": 3},
            of=("a",),
        ),
        Example(
            "/runs?dry_run=1",
            {"congregation_id": "{a}", "first": "2027-09-07", "time": "20:00", "count": 3},
            of=("a",),
            still=DRY,
        ),
    ),
    "GET /letters/session/<uuid:session_id>": (
        Example("/letters/session/{session_a}?person_id={leader_a}"),
    ),
    "GET /letters/run/<uuid:run_id>": (Example("/letters/run/{run_a}"),),
    "POST /feeds": (Example("/feeds", {"device": "tablet"}),),
    "GET /feeds": (Example("/feeds"),),
    "DELETE /feeds/<uuid:feed_id>": (
        Example("/feeds/{feed_leader_a}", person="leader_a"),
        Example("/feeds/{feed_staff_p}", person="staff_p"),
        Example("/feeds/{feed_operator}", person="operator"),
    ),
    "GET /feeds/<string:token>.ics": (Example("/feeds/{fetch_coach_l}.ics", open=BEARER),),
    "GET /preference": (Example("/preference"),),
    "PUT /preference": (Example("/preference", {"choice": "feed"}),),
}

CONGREGATIONS: Examples = {
    "GET /congregations": (Example("/congregations?limit=100"),),
    "POST /congregations": (Example("/congregations", {"name": "Nieuwe gemeente"}),),
    "GET /congregations/<uuid:congregation_id>": (
        Example("/congregations/{a}", of=("a",)),
        Example("/congregations/{b}", of=("b",)),
    ),
    "PATCH /congregations/<uuid:congregation_id>": (
        Example("/congregations/{a}", {"version": 1, "wish_role": "partner"}, of=("a",)),
    ),
    "PUT /congregations/<uuid:congregation_id>/coaches/<uuid:coach_id>": (
        Example("/congregations/{a}/coaches/{coach_l}", of=("a",)),
    ),
    "DELETE /congregations/<uuid:congregation_id>/coaches/<uuid:coach_id>": (
        Example("/congregations/{a}/coaches/{coach_m}", of=("a",)),
    ),
    "GET /cards": (Example("/cards?ids={a},{b}"),),
    "POST /imports": (
        Example("/imports?dry_run=0", raw=b"naam,plaats\nDe Bron,Zeist\n", media="text/csv"),
        Example("/imports", raw=b"naam,plaats\nDe Bron,Zeist\n", media="text/csv", still=DRY),
    ),
    "GET /home": (Example("/home"),),
    "GET /templates": (Example("/templates"),),
    "POST /congregations/<uuid:congregation_id>/journeys": (
        Example("/congregations/{c}/journeys", {"template": "o3", "tracks": "entry"}, of=("c",)),
    ),
    "GET /congregations/<uuid:congregation_id>/journey": (
        Example("/congregations/{a}/journey", of=("a",)),
        Example("/congregations/{b}/journey", of=("b",)),
    ),
    "GET /journeys/<uuid:journey_id>": (Example("/journeys/{journey_a}", of=("a",)),),
    "POST /journeys/<uuid:journey_id>/closing": (
        Example("/journeys/{journey_a}/closing", {"reason": "Klaar"}, of=("a",)),
    ),
    "POST /journeys/<uuid:journey_id>/tracks": (
        Example("/journeys/{journey_a}/tracks", {"title_nl": "Eigen deel"}, of=("a",)),
    ),
    "PATCH /tracks/<uuid:track_id>": (
        Example("/tracks/{kairos_a}", {"title_nl": "Kairos"}, of=("a",)),
    ),
    "DELETE /tracks/<uuid:track_id>": (Example("/tracks/{partner_a}", of=("a",)),),
    "POST /tracks/<uuid:track_id>/states": (
        Example("/tracks/{kairos_a}/states", {"to": "agreed"}, of=("a",)),
    ),
    "POST /tracks/<uuid:track_id>/done-before": (
        Example(
            "/tracks/{kairos_a}/done-before",
            {"on": "2024-05-01", "note": "Op papier", "file_id": "{file_a}"},
            of=("a",),
        ),
    ),
    "POST /tracks/<uuid:track_id>/steps": (
        Example("/tracks/{kairos_a}/steps", {"title_nl": "Extra avond"}, of=("a",)),
    ),
    "PATCH /steps/<uuid:step_id>": (Example("/steps/{step_kairos_a}", {"minutes": 90}, of=("a",)),),
    "DELETE /steps/<uuid:step_id>": (Example("/steps/{step_kairos_a}", of=("a",)),),
    "POST /journeys/<uuid:journey_id>/launch": (
        Example("/journeys/{journey_a}/launch", {"held_on": "2026-11-08"}, of=("a",)),
    ),
    "DELETE /launches/<uuid:launch_id>": (
        Example("/launches/{launched_a}?reason=Vergist", of=("a",)),
    ),
    "POST /congregations/<uuid:congregation_id>/decisions": (
        Example(
            "/congregations/{a}/decisions",
            {
                "about": "journey",
                "about_id": "{journey_a}",
                "body": "church_council",
                "held_on": "2026-11-20",
                "text": "Wij gaan door.",
            },
            of=("a",),
            but=dict.fromkeys(
                ("coach_k", "coach_m"), "a coach writes a decision down only as reported"
            ),
        ),
        Example(
            "/congregations/{a}/decisions",
            {
                "about": "journey",
                "about_id": "{journey_a}",
                "body": "church_council",
                "held_on": "2026-11-20",
                "text": "Wij gaan door.",
                "as_reported": {"by_role": "leader"},
            },
            of=("a",),
            but={"leader_a": "a leader's own decision is not reported"},
        ),
    ),
    "POST /decisions/<uuid:decision_id>/answers": (
        Example("/decisions/{decision_a}/answers", {"answer": "contested"}, of=("a",)),
    ),
    "GET /letters/decision/<uuid:decision_id>": (Example("/letters/decision/{decision_a}"),),
    "GET /congregations/<uuid:congregation_id>/contacts": (
        Example("/congregations/{a}/contacts", of=("a",)),
    ),
    "POST /congregations/<uuid:congregation_id>/contacts": (
        Example("/congregations/{a}/contacts", {"line": "Koffie gedronken"}, of=("a",)),
    ),
    "DELETE /contacts/<uuid:contact_id>": (
        Example("/contacts/{contacts_a}", of=("a",), person="coach_k"),
    ),
    "GET /congregations/<uuid:congregation_id>/notes": (
        Example(
            "/congregations/{a}/notes",
            of=("a",),
            person="coach_k",
            also={"coach_m": "he reads his own notes, of which there are none"},
        ),
    ),
    "POST /congregations/<uuid:congregation_id>/notes": (
        Example("/congregations/{a}/notes", {"text": "Onthouden"}, of=("a",)),
    ),
    "DELETE /notes/<uuid:note_id>": (Example("/notes/{notes_a}", of=("a",), person="coach_k"),),
    "POST /congregations/<uuid:congregation_id>/files": (
        Example(
            "/congregations/{a}/files?name=brief.txt",
            raw=b"Een brief",
            media="text/plain",
            of=("a",),
        ),
    ),
    "GET /files/<uuid:file_id>": (Example("/files/{file_a}", of=("a",)),),
    "DELETE /files/<uuid:file_id>": (Example("/files/{file_a}", of=("a",)),),
}

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
    "GET /match-cards": (
        Example("/match-cards?congregation_id={a}&offering_id={offering_r}", of=("a",)),
    ),
    "POST /matches": (
        Example("/matches", {"congregation_id": "{a}", "offering_id": "{offering_r}"}, of=("a",)),
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

NOTIFICATIONS: Examples = {
    "POST /previews": (
        Example(
            "/previews",
            {
                "letter": "sign_in",
                "language": "nl",
                "facts": {"code": "123456", "link": "http://localhost:8000/x", "minutes": 30},
            },
            still="a preview is only shown",
        ),
    ),
    "GET /mailbox": (Example("/mailbox", open=INVENTED),),
    "GET /mailbox/<string:mail_id>": (Example("/mailbox/{mail}", open=INVENTED),),
    "GET /deliveries": (Example("/deliveries?limit=200"),),
    "POST /deliveries/<uuid:delivery_id>/resend": (
        Example("/deliveries/{delivery}/resend"),
        Example(
            "/deliveries/{delivery_sent}/resend",
            never={409: "it was sent, so it is not sent again"},
        ),
    ),
}

BY_SERVICE: dict[str, Examples] = {
    name: {**_of_every_service(), **examples}
    for name, examples in (
        ("identity", IDENTITY),
        ("congregations", CONGREGATIONS),
        ("partners", PARTNERS),
        ("scheduling", SCHEDULING),
        ("notifications", NOTIFICATIONS),
    )
}
