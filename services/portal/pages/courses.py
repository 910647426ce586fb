"""The pages about courses of a congregation."""

from flask import Blueprint
from werkzeug.wrappers import Response

pages = Blueprint("courses", __name__)
Page = str | Response | tuple[str, int]
