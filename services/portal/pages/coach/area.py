"""The blueprint to which all the coach's pages belong."""

from flask import Blueprint
from werkzeug.wrappers import Response

pages = Blueprint("coach", __name__)
Page = str | Response | tuple[str, int]
