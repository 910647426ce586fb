"""Secrets that we hand out once and keep only as a hash: session tokens, links, codes, keys."""

import hashlib
import secrets
from dataclasses import dataclass
from functools import cache

from werkzeug.security import check_password_hash, generate_password_hash

KEY_PREFIX = "mck_"
SHOWN = 12  # characters of a key by which its owner may recognise it


@dataclass(frozen=True)
class Secret:
    """A fresh secret: `plain` goes to its holder, `digest` into the database."""

    plain: str
    digest: str


def fresh(prefix: str = "") -> Secret:
    """Return a secret of 256 random bits in letters that survive a web address."""
    plain = prefix + secrets.token_urlsafe(32)
    return Secret(plain, digest(plain))


def digest(plain: str) -> str:
    """Return the sha256 of a secret; enough, because the secret itself cannot be guessed."""
    return hashlib.sha256(plain.encode()).hexdigest()


def fresh_code() -> Secret:
    """Return a code of six digits with a slow salted hash, because six digits can be guessed."""
    plain = f"{secrets.randbelow(1_000_000):06d}"
    return Secret(plain, generate_password_hash(plain))


def code_fits(code_hash: str | None, code: str) -> bool:
    """Tell whether the code is the right one; takes as long when there is none to compare with."""
    return check_password_hash(code_hash or _no_code(), code) and code_hash is not None


@cache
def _no_code() -> str:
    # the hash of a text that no six digits equal, so that an unknown address costs the same time
    return generate_password_hash("no code was ever made")
