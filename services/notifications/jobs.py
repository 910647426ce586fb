"""What notifications does because time passed: it sends what is due, each mail once.

A mail is claimed in a transaction of its own, then written and handed over, then marked in
another. What happens between is never repeated unless nothing can have gone out.
"""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID
from zlib import crc32

from sqlalchemy.orm import Session

from services.notifications import writing
from services.notifications.actions import deliveries
from services.notifications.actions.deliveries import Claimed
from services.notifications.cleaning import Unbuildable
from services.notifications.mail import Sender
from services.notifications.queries import audience
from services.notifications.queries import deliveries as reads
from services.notifications.smtp import Deferred, Doubtful, Refused
from services.notifications.transport import transport_for
from services.notifications.writing import MADE_ONCE, NotTrue, Occasion, Unwanted
from shared import log
from shared.config import Settings
from shared.errors import Conflict, NotFound, Refusal
from shared.service import Job, MailTransport, Tools

MOST_PER_ROUND = 50
DEFERRED_IN_A_ROW = 3


def send_due(settings: Settings, tools: Tools) -> int:
    """Send what is due; returns how many mails were tried."""
    with tools.db.read() as db:
        at = tools.clock.now()
        if not reads.has_work(db, at=at) or reads.paused(db, at=at):
            return 0
    return Round(settings, tools, transport_for(settings, tools)).run()


class Late(Exception):
    """The moment until which a letter makes sense is over."""


# what keeps a letter from being written, and how its delivery ends
ENDS: tuple[tuple[type[Exception], str], ...] = (
    (Late, "expired"),
    (NotTrue, "superseded"),
    (NotFound, "superseded"),
    (Unwanted, "suppressed"),
    (Unbuildable, "refused"),
    (Conflict, "refused"),
)


@dataclass(frozen=True)
class Round:
    """One look at what is due."""

    settings: Settings
    tools: Tools
    transport: MailTransport

    def run(self) -> int:
        """Send until nothing is due, the round is full or the relay does not take more now."""
        self._doubt_abandoned()
        tried = hindered = 0
        while tried < MOST_PER_ROUND and hindered < DEFERRED_IN_A_ROW:
            claimed = self._claim()
            if claimed is None:
                break
            tried += 1
            with log.traced(claimed.message.trace):
                ended = self._try(claimed)
            hindered = hindered + 1 if ended == "deferred" else 0
            if ended == "closed":
                break
        self.transport.close()
        return tried

    def _doubt_abandoned(self) -> None:
        with self.tools.db.write() as db:
            deliveries.doubt_abandoned(db, at=self.tools.clock.now())

    def _claim(self) -> Claimed | None:
        domain = Sender.from_text(self.settings.mail_from).address.partition("@")[2]
        with self.tools.db.write() as db:
            return deliveries.claim(db, domain=domain, at=self.tools.clock.now())

    def _try(self, claimed: Claimed) -> str:
        try:
            recipient, mail = self._written(claimed)
        except Exception as fault:
            # nothing went out yet, so whatever it was, the same mail may be tried again
            return self._not_written(claimed, fault)
        return self._hand_over(claimed, recipient, mail)

    def _not_written(self, claimed: Claimed, fault: Exception) -> str:
        for kind, state in ENDS:
            if isinstance(fault, kind):
                return self._end(claimed, state, str(fault))
        if not isinstance(fault, Refusal):
            log.get("notifications").error(
                "a letter could not be written",
                delivery=str(claimed.id),
                letter=claimed.message.letter,
                error=type(fault).__name__,
            )
        detail = fault.detail if isinstance(fault, Refusal) else type(fault).__name__
        return self._put_off(claimed, f"not written yet: {detail}")

    def _written(self, claimed: Claimed) -> tuple[str, bytes]:
        message, at = claimed.message, self.tools.clock.now()
        if message.expires_at and message.expires_at <= at:
            raise Late("the time in which it made sense is over")
        if claimed.kept_mail is not None:
            return _unpacked(claimed.kept_mail)
        return writing.write(self._occasion(claimed))

    def _occasion(self, claimed: Claimed) -> Occasion:
        message = claimed.message
        with self.tools.db.read() as db:
            if not audience.still_belongs(db, message):
                raise NotTrue(f"the person is no longer {message.role}")
            return Occasion(
                message=message,
                settings=self.settings,
                tools=self.tools,
                message_id=claimed.message_id,
                at=self.tools.clock.now(),
                in_reply_to=reads.sent_before(db, message),
            )

    def _hand_over(self, claimed: Claimed, recipient: str, mail: bytes) -> str:
        sender = Sender.from_text(self.settings.mail_from).address
        try:
            taken = self.transport.send(mail, sender=sender, recipient=recipient)
        except Unbuildable as fault:
            return self._end(claimed, "refused", str(fault))
        except Deferred as later:
            return self._put_off(claimed, later.reply, kept_mail=_kept(claimed, recipient, mail))
        except Refused as no:
            if no.scope == "recipient":
                return self._end(claimed, "refused", no.reply)
            return self._closed(claimed, no.reply, kept_mail=_kept(claimed, recipient, mail))
        except Doubtful as doubt:
            return self._end(claimed, "unknown", str(doubt))
        return self._end(claimed, "sent", taken.reply)

    def _end(self, claimed: Claimed, state: str, reason: str) -> str:
        with self.tools.db.write() as db:
            deliveries.settle(db, claimed, state, reason, at=self.tools.clock.now())
            if state == "sent":
                deliveries.end_pause(db)
        _tell(claimed, state)
        return state

    def _put_off(self, claimed: Claimed, reason: str, *, kept_mail: bytes | None = None) -> str:
        with self.tools.db.write() as db:
            self._later(db, claimed, reason, kept_mail or claimed.kept_mail)
        _tell(claimed, "deferred")
        return "deferred"

    def _closed(self, claimed: Claimed, reason: str, *, kept_mail: bytes | None) -> str:
        """The relay refuses us, not this person: everybody waits."""
        with self.tools.db.write() as db:
            self._later(db, claimed, f"the relay is left alone for a while: {reason}", kept_mail)
            deliveries.pause(db, reason, at=self.tools.clock.now())
        log.get("notifications").warning("the relay refuses all mail; waiting")
        return "closed"

    def _later(self, db: Session, claimed: Claimed, reason: str, kept_mail: bytes | None) -> None:
        deliveries.put_off(
            db,
            claimed,
            reason,
            chance=chance(claimed.id, claimed.attempts),
            at=self.tools.clock.now(),
            kept_mail=kept_mail,
        )


def chance(delivery_id: UUID, attempts: int) -> float:
    """Return a number from 0 up to 1 that spreads tries and is the same in every run."""
    return crc32(f"{delivery_id}:{attempts}".encode()) / 2**32


def _tell(claimed: Claimed, state: str) -> None:
    # without the reason: a relay's words may name the person
    message, number = claimed.message, str(claimed.message.id)
    log.get("notifications").info(f"mail {state}", message=number, letter=message.letter)


def _kept(claimed: Claimed, recipient: str, mail: bytes) -> bytes | None:
    if claimed.message.letter not in MADE_ONCE:
        return None
    return recipient.encode() + b"\n" + mail


def _unpacked(kept: bytes) -> tuple[str, bytes]:
    recipient, _, mail = kept.partition(b"\n")
    return recipient.decode(), mail


JOBS = (Job("send-mail", timedelta(seconds=0.25), send_due),)
