"""A house of the tests' own, served from this process, in which time passes when a test says so."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from uuid import UUID

from child_programs import free_port
from sqlalchemy import func, select
from werkzeug.serving import make_server

from services.congregations.model import RaterForm
from services.host import Host
from services.notifications import clients
from services.notifications.model import BoxedMail as Sent
from services.tour.mail import Mail
from shared.clock import StillClock
from shared.config import Settings
from tests import askers
from tests.browser.visit import Visit
from tests.journeys import story as stories
from tests.journeys.story import Story


@dataclass(frozen=True)
class House:
    """The address of its pages, and what its people do without a browser."""

    url: str
    host: Host
    clock: StillClock

    def begin(self, name: str) -> Story:
        """Register a congregation with a coach, a leader and an agency of its own."""
        return stories.begin(self.host, self.clock, name)

    def enter(self, visit: Visit, story: Story, who: str) -> None:
        """Sign in at the browser as somebody of a story."""
        asker = story.people[who]
        is_of_congregation = who == "leader"
        place = story.here("journey")["congregation"]["name"] if is_of_congregation else asker.email
        visit.enter(asker.actor.name, place)

    def mailed(self, story: Story, who: str, beginning: str) -> str:
        """Return the path of the newest mailed link to somebody that begins like this."""
        self.host.settle()
        address = story.people[who].email
        with self.host.tools["notifications"].db.read() as db:
            statement = select(Sent.content).where(Sent.recipient == address).order_by(Sent.at)
            mails = [Mail((address,), message(content)) for content in db.scalars(statement)]
        paths = [path for mail in mails for path in mail.paths if path.startswith(beginning)]
        assert paths, f"{who} got no mail with a link to {beginning}"
        return paths[-1]

    def agreement_link(self, story: Story) -> str:
        """Return the path that a mail to a contact of the agency, without an account, leads to."""
        agency, agreement = UUID(story.agency), UUID(story.made["agreement"]["id"])
        contact = askers.person(self.host, "contact", agency)
        tools = self.host.tools["notifications"]
        return f"/agreement/{clients.agreement_token(tools, contact.id, agency, agreement)}"

    def sheets_of(self, round_id: str) -> int:
        """Return how many answers a round holds, which no page tells while they are few."""
        with self.host.tools["congregations"].db.read() as db:
            counted = select(func.count()).where(RaterForm.round_id == UUID(round_id))
            return db.scalars(counted.select_from(RaterForm)).one()


def message(content: bytes) -> EmailMessage:
    """Return a mail as its reader's program would read it."""
    read = message_from_bytes(content, policy=policy.default)
    assert isinstance(read, EmailMessage)
    return read


@contextmanager
def served(folder: Path) -> Iterator[House]:
    """Serve a new house at a free port of this machine until the block ends."""
    url = f"http://127.0.0.1:{(port := free_port())}"
    clock = StillClock(datetime.now(UTC).replace(hour=9, minute=0, second=0, microsecond=0))
    host = Host(Settings(sample=True, data_dir=folder, public_url=url), clock)
    host.migrate()
    server = make_server("127.0.0.1", port, host.create_apps(), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield House(url, host, clock)
    server.shutdown()
    thread.join()
    host.stop()
