"""The few ways in which Missionscoach refuses, each with one meaning and one HTTP status."""

from collections.abc import Mapping


class Refusal(Exception):
    """A request that is understood and refused; `fields` names what to mend, by field."""

    status = 400
    title = "Refused"

    def __init__(self, detail: str, fields: Mapping[str, str] | None = None) -> None:
        super().__init__(detail)
        self.detail = detail
        self.fields = dict(fields or {})


class Invalid(Refusal):
    """The content breaks a rule that the asker can mend."""

    status = 422
    title = "Not valid"


class Unknown(Refusal):
    """Nobody is signed in, or the key is not (or no longer) known."""

    status = 401
    title = "Sign in first"


class Forbidden(Refusal):
    """The asker may see the thing but not do this with it."""

    status = 403
    title = "Not allowed"


class NotFound(Refusal):
    """It does not exist, or the asker may not know that it does: both look the same."""

    status = 404
    title = "Not found"

    def __init__(self, detail: str = "There is nothing here for you.") -> None:
        super().__init__(detail)


class Conflict(Refusal):
    """It would contradict what is already true (a state, a place taken, a time booked)."""

    status = 409
    title = "Conflict"


class TooMany(Refusal):
    """The same was asked too often in a short time."""

    status = 429
    title = "Too many"


class Unavailable(Refusal):
    """Another part does not answer now; trying again later is right."""

    status = 503
    title = "Try again later"
