"""The pages about discovery of a congregation."""

from flask import Blueprint
from werkzeug.wrappers import Response

pages = Blueprint("discovery", __name__)
Page = str | Response | tuple[str, int]
