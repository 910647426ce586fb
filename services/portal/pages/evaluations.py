"""The pages about evaluations of a congregation."""

from flask import Blueprint
from werkzeug.wrappers import Response

pages = Blueprint("evaluations", __name__)
Page = str | Response | tuple[str, int]
