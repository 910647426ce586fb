"""The pages about partnering of a congregation."""

from flask import Blueprint
from werkzeug.wrappers import Response

pages = Blueprint("partnering", __name__)
Page = str | Response | tuple[str, int]
