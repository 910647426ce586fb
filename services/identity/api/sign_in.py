"""Signing in by mail, and the set-up of the first operator."""

from typing import Any
from uuid import UUID

from flask import Response

from services.identity import schemas
from services.identity.actions import setup, sign_in
from services.identity.api.answers import answer, device_of, someone_of
from shared.web import edge
from shared.web.app import blueprint

blp = blueprint("sign-in", "Signing in by a mailed link or code")


@blp.post("/sign-ins")
@blp.arguments(schemas.SignInAsk)
@blp.response(202, schemas.SignInAsked)
def ask(content: dict[str, Any]) -> Response:
    """Ask for a sign-in letter; the answer does not tell whether the address is known."""
    with edge.writing() as db:
        asked = sign_in.ask(db, content["email"], next_path=content.get("next"), at=edge.now())
        return answer(schemas.SignInAsked(), asked, 202)


@blp.post("/sign-ins/<uuid:sign_in_id>/letter")
@blp.response(200, schemas.SignInLetter)
def write_letter(sign_in_id: UUID) -> Response:
    """Make link and code for the letter, once."""
    with edge.writing() as db:
        letter = sign_in.write_letter(db, sign_in_id, at=edge.now())
        return answer(schemas.SignInLetter(), letter)


@blp.post("/sign-ins/check")
@blp.arguments(schemas.SignInCheck)
@blp.response(200, schemas.ArrivedOut)
def check(content: dict[str, Any]) -> Response:
    """Sign in with the token of the letter's link, or with its code."""
    at, device = edge.now(), device_of(content)
    if "token" in content:
        with edge.writing() as db:
            arrived = sign_in.enter_by_token(db, content["token"], device=device, at=at)
            return answer(schemas.ArrivedOut(), arrived)
    with edge.writing() as db:
        code_hash = sign_in.count_try(db, content["sign_in_id"], at=at)
    sign_in.compare(code_hash, content["code"])
    with edge.writing() as db:
        arrived = sign_in.enter_by_code(db, content["sign_in_id"], device=device, at=at)
        return answer(schemas.ArrivedOut(), arrived)


@blp.post("/setup")
@blp.arguments(schemas.SetupIn)
@blp.response(201, schemas.EnteredOut)
def set_up(content: dict[str, Any]) -> Response:
    """Become the first operator with the link that the first start printed."""
    with edge.writing() as db:
        entered = setup.set_up(
            db,
            content["token"],
            someone=someone_of(content),
            device=device_of(content),
            at=edge.now(),
        )
        return answer(schemas.EnteredOut(), entered, 201)
