"""Signing in by a mailed link or code; known and unknown addresses are treated alike."""

from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID
from zlib import crc32

from sqlalchemy import ColumnElement, func, select, text, update
from sqlalchemy.orm import Session

from services.identity import policy, tokens
from services.identity.actions import sessions
from services.identity.model import Person, SignIn
from services.identity.queries import people
from shared.contracts.identity import SignInAsked
from shared.errors import Conflict, Invalid, NotFound, TooMany
from shared.events.outbox import record

GONE = "That link or code is not valid (any more); ask for a new one."
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


class Letter(NamedTuple):
    """What the sign-in letter is written from; code and token are nowhere else."""

    sign_in: SignIn
    person: Person
    code: str
    token: str
    minutes: int


class Arrived(NamedTuple):
    """Who came in, and the page on which he wanted to be."""

    entered: sessions.Entered
    next_path: str | None


def ask(db: Session, email: str, *, next_path: str | None, at: datetime) -> SignIn:
    """Note that somebody wants to sign in; only a person with an account gets a letter."""
    address = tokens.digest(email.lower())
    _throttle(db, address, at=at)
    person = people.by_email(db, email)
    known = person is not None and people.may_sign_in(db, person.id)
    sign_in = SignIn(
        person_id=person.id if person is not None and known else None,
        address_hash=address,
        next_path=next_path,
        created_at=at,
        expires_at=at + policy.SIGN_IN_HOLDS,
    )
    db.add(sign_in)
    db.flush()
    if known:
        record(db, SignInAsked(sign_in_id=sign_in.id), at=at)
    return sign_in


def write_letter(db: Session, sign_in_id: UUID, *, at: datetime) -> Letter:
    """Make link and code of a sign-in letter, once."""
    sign_in = db.get(SignIn, sign_in_id, with_for_update=True)
    if sign_in is None or sign_in.person_id is None or sign_in.expires_at <= at:
        raise NotFound
    if sign_in.token_hash is not None:
        raise Conflict("The letter of this sign-in was written before.")
    token, code = tokens.fresh("mcl_"), tokens.fresh_code()
    sign_in.token_hash, sign_in.code_hash = token.digest, code.digest
    person = db.get_one(Person, sign_in.person_id)
    minutes = int(policy.SIGN_IN_HOLDS.total_seconds()) // 60
    return Letter(sign_in, person, code.plain, token.plain, minutes)


def count_try(db: Session, sign_in_id: UUID, *, at: datetime) -> str | None:
    """Use up one of the five tries and return the hash to compare with.

    Commit this before comparing, so that tries made at the same time are counted all.
    """
    tried = db.execute(
        update(SignIn)
        .where(
            SignIn.id == sign_in_id,
            SignIn.used_at.is_(None),
            SignIn.expires_at > at,
            SignIn.attempts < policy.TRIES,
        )
        .values(attempts=SignIn.attempts + 1)
        .returning(SignIn.code_hash)
    ).one_or_none()
    if tried is None:
        raise Invalid(GONE, {"code": GONE})
    code_hash: str | None = tried.code_hash
    return code_hash


def compare(code_hash: str | None, code: str) -> None:
    """Refuse a code that is not the right one; slow on purpose, so outside a transaction."""
    if not tokens.code_fits(code_hash, code):
        raise Invalid(GONE, {"code": GONE})


def enter_by_code(
    db: Session, sign_in_id: UUID, *, device: sessions.Device, at: datetime
) -> Arrived:
    """Sign in after the code was found right."""
    return _enter(db, SignIn.id == sign_in_id, device=device, at=at, field="code")


def enter_by_token(db: Session, token: str, *, device: sessions.Device, at: datetime) -> Arrived:
    """Sign in with the token of the mailed link; it works once."""
    by_token = SignIn.token_hash == tokens.digest(token)
    return _enter(db, by_token, device=device, at=at, field="token")


def _enter(
    db: Session,
    which: ColumnElement[bool],
    *,
    device: sessions.Device,
    at: datetime,
    field: str,
) -> Arrived:
    used = db.execute(
        update(SignIn)
        .where(which, SignIn.used_at.is_(None), SignIn.expires_at > at)
        .values(used_at=at)
        .returning(SignIn.person_id, SignIn.next_path)
    ).one_or_none()
    person = db.get(Person, used.person_id) if used is not None and used.person_id else None
    if used is None or person is None or not people.may_sign_in(db, person.id):
        raise Invalid(GONE, {field: GONE})
    return Arrived(sessions.start(db, person, device=device, at=at), used.next_path)


def _throttle(db: Session, address: str, *, at: datetime) -> None:
    if db.get_bind().dialect.name == "postgresql":
        # asking at the same time must not slip through between counting and noting
        lock = {"lock": crc32(address.encode())}
        db.execute(text("SELECT pg_advisory_xact_lock(:lock)"), lock)
    by_address = select(func.count()).where(
        SignIn.address_hash == address, SignIn.created_at > at - HOUR
    )
    in_all = select(func.count()).where(SignIn.created_at > at - MINUTE)
    if db.scalars(by_address).one() >= policy.ASKED_PER_ADDRESS:
        raise TooMany("Too many sign-in letters were asked for this address; wait an hour.")
    if db.scalars(in_all).one() >= policy.ASKED_IN_ALL:
        raise TooMany("Too many sign-ins are asked for at this moment; wait a minute.")
