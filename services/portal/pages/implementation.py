"""The pages about implementation of a congregation."""

from flask import Blueprint
from werkzeug.wrappers import Response

pages = Blueprint("implementation", __name__)
Page = str | Response | tuple[str, int]
