"""The blueprint to which the pages about courses belong, and what several of them need."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash
from werkzeug.wrappers import Response

from services.portal.sentences import sentence
from shared.errors import Conflict, Invalid

pages = Blueprint("courses", __name__)
Page = str | Response | tuple[str, int]


def done(act: Callable[[], Any], said: object) -> bool:
    """Do something and say so; a refusal is said in its own words, and then it is not done."""
    try:
        act()
    except (Invalid, Conflict) as refusal:
        texts = list(dict.fromkeys(refusal.fields.values())) or [refusal.detail]
        flash(" ".join(sentence(text) for text in texts), "error")
        return False
    flash(str(said), "success")
    return True
