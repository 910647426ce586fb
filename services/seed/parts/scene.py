"""One congregation in the middle of its journey, and how its coach and a leader speak there."""

from functools import cached_property
from typing import Any

from services.seed.stories import Chapter
from services.seed.voice import Voice


class Scene:
    """Lets the coach and the first leader of a congregation do things over the API."""

    def __init__(self, chapter: Chapter) -> None:
        self.chapter = chapter
        self.congregation_id = chapter.congregation_id
        self.base = f"/congregations/{chapter.congregation_id}"

    @cached_property
    def leader(self) -> Voice:
        """Return the first leader, signed in once."""
        return Voice(self.chapter.doors, self.chapter.leaders[0])

    @cached_property
    def journey(self) -> Any:
        """Return the open journey."""
        return self.coach("GET", f"{self.base}/journey")["journey"]

    def track(self, kind: str) -> Any:
        """Return a part of the journey."""
        return next(track for track in self.journey["tracks"] if track["kind"] == kind)

    def coach(self, method: str, path: str, body: object = None, *, of: str = "") -> Any:
        """Let the coach do something, in congregations or in the service `of`."""
        return self.chapter.coach.call_when_known(of or "congregations", method, path, body)

    def lead(self, method: str, path: str, body: object = None, *, of: str = "") -> Any:
        """Let a leader do something, in congregations or in the service `of`."""
        return self.leader.call_when_known(of or "congregations", method, path, body)

    def nobody(self, path: str, body: object) -> None:
        """Let somebody without an account post something."""
        self.chapter.doors.client.call("congregations", "POST", path, json_body=body)

    def day(self, days: int) -> str:
        """Return the day so many days from today."""
        return self.chapter.day(days)

    def decided(self, text: str, *, days_ago: int = 8) -> dict[str, str]:
        """Return a decision of the council."""
        return {"body": "church_council", "held_on": self.day(-days_ago), "text": text}
