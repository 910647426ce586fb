"""One valid request to every route of notifications; what each is about is said beside it."""

from tests.access.checks import Example, Examples
from tests.access.examples.reasons import INVENTED

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
    "POST /rater-invitations": (
        Example(
            "/rater-invitations",
            {
                "round_id": "{round_a}",
                "congregation_id": "{a}",
                "address": "tante.jo@kring.example",
                "language": "nl",
                "token": "{rater_token}",
            },
            of=("a",),
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
