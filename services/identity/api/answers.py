"""What every view of identity needs: an answer written while its rows are open, and our key."""

from flask import Response, current_app, jsonify
from joserfc.jwk import OKPKey
from marshmallow import Schema

from services.identity.actions.people import Someone
from services.identity.actions.sessions import Device
from shared.actor import Actor
from shared.config import Settings
from shared.web import edge
from shared.web.assertion import write


def answer(schema: Schema, content: object, status: int = 200) -> Response:
    """Return the content as JSON; call it inside the transaction that read it."""
    response: Response = jsonify(schema.dump(content))
    response.status_code = status
    return response


def nothing() -> Response:
    """Return the answer to something that was done and leaves nothing to say."""
    return Response(status=204)


def settings() -> Settings:
    """Return the settings of this installation."""
    found: Settings = current_app.extensions["settings"]
    return found


def signing_key() -> OKPKey:
    """Return the key with which identity vouches for people."""
    found: OKPKey = current_app.extensions["signing_key"]
    return found


def vouch(actor: Actor, audience: str) -> str:
    """Return an assertion about this asker for one service."""
    return write(actor, audience, signing_key(), edge.now())


def device_of(content: dict[str, object]) -> Device:
    """Return the device that a request names."""
    return Device(own=bool(content["own_device"]), label=str(content["device"]))


def someone_of(content: dict[str, object]) -> Someone:
    """Return the person that a request introduces."""
    return Someone(str(content["name"]), str(content["email"]), str(content["language"]))
