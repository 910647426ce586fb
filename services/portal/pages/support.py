"""The pages about support of a congregation."""

from flask import Blueprint
from werkzeug.wrappers import Response

pages = Blueprint("support", __name__)
Page = str | Response | tuple[str, int]
