"""One valid request to every route of identity; what each is about is said beside it."""

from tests.access.checks import Example, Examples
from tests.access.examples.reasons import BEARER, INVENTED, READS

DEVICE = {"own_device": False, "device": "telefoon"}
NEW = {"name": "Nieuw Iemand", "email": "newcomer@network.example", "language": "nl"}
UNCLAIMED = "any coach speaks for an agency that has not joined"
SOME_COACH = dict.fromkeys(("coach_k", "coach_m", "coach_l", "coach_p"), UNCLAIMED)

IDENTITY: Examples = {
    "GET /projections/<string:name>": (Example("/projections/memberships?limit=50"),),
    "GET /projections/<string:name>/checksum": (
        Example("/projections/memberships/checksum?columns=person_id,role"),
    ),
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
    "POST /sample/time": (
        Example("/sample/time", {"days": 0}, never={404: "this clock cannot be moved"}),
    ),
    "POST /sample/sign-in": (
        Example("/sample/sign-in", {"person_id": "{leader_a}"}, open=INVENTED),
    ),
    "POST /sample/operator": (
        Example("/sample/operator", NEW, never={409: "there is an operator already"}),
    ),
}
