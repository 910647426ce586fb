"""The pages about templates of a congregation."""

from flask import Blueprint
from werkzeug.wrappers import Response

pages = Blueprint("templates", __name__)
Page = str | Response | tuple[str, int]
