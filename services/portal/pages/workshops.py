"""The pages about workshops of a congregation."""

from flask import Blueprint
from werkzeug.wrappers import Response

pages = Blueprint("workshops", __name__)
Page = str | Response | tuple[str, int]
