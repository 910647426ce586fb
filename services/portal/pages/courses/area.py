"""The blueprint to which the pages about courses belong, and what several of them need."""

from collections.abc import Callable
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, flash
from werkzeug.wrappers import Response

from services.portal.sentences import sentence
from shared.errors import Conflict, Invalid
from shared.web import edge

pages = Blueprint("courses", __name__)
Page = str | Response | tuple[str, int]

HOME = ZoneInfo("Europe/Amsterdam")


def today() -> date:
    """Return the day it is where the courses are."""
    return edge.now().astimezone(HOME).date()


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
