"""The key with which identity vouches for people: made once, kept in a file only we may read."""

import json
import os
import tempfile
from pathlib import Path

from joserfc.jwk import OKPKey

from shared.config import Settings


def key_of(settings: Settings) -> OKPKey:
    """Return the private key of this installation; it is made when there is none yet."""
    path = settings.signing_key_file or settings.data_dir / "signing-key.json"
    if not path.exists():
        _make(path)
    return OKPKey.import_key(json.loads(path.read_text("utf-8")))


def public_part(key: OKPKey) -> dict[str, object]:
    """Return the key set (JWKS) with which everybody can check what we signed."""
    return {"keys": [key.as_dict(private=False)]}


def _make(path: Path) -> None:
    key = OKPKey.generate_key("Ed25519", auto_kid=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent)  # readable by nobody else from the start
    with os.fdopen(handle, "w") as file:
        json.dump(key.as_dict(private=True), file)
    try:
        os.link(name, path)  # only the first of two starting processes gets this far
    except FileExistsError:
        return
    finally:
        os.unlink(name)
