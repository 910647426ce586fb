"""The pages about intake of a congregation."""

from flask import Blueprint
from werkzeug.wrappers import Response

pages = Blueprint("intake", __name__)
Page = str | Response | tuple[str, int]
