"""Identity over HTTP."""

from services.identity.api import assertions, invitations, keys, people, sample, sessions, sign_in

BLUEPRINTS = (
    assertions.blp,
    sign_in.blp,
    sessions.blp,
    people.blp,
    invitations.blp,
    keys.blp,
)
SAMPLE_ONLY = (sample.blp,)
