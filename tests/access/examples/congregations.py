"""One valid request to every route of congregations; what each is about is said beside it."""

from tests.access.checks import Example, Examples
from tests.access.examples.reasons import DRY

CONGREGATIONS: Examples = {
    "GET /projections/<string:name>": (Example("/projections/guidance?limit=50"),),
    "GET /projections/<string:name>/checksum": (
        Example("/projections/guidance/checksum?columns=since"),
    ),
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
