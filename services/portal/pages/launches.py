"""The pages about launches of a congregation."""

from flask import Blueprint
from werkzeug.wrappers import Response

pages = Blueprint("launches", __name__)
Page = str | Response | tuple[str, int]
