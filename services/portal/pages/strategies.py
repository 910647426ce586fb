"""The pages about strategies of a congregation."""

from flask import Blueprint
from werkzeug.wrappers import Response

pages = Blueprint("strategies", __name__)
Page = str | Response | tuple[str, int]
