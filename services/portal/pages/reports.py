"""The pages about reports of a congregation."""

from flask import Blueprint
from werkzeug.wrappers import Response

pages = Blueprint("reports", __name__)
Page = str | Response | tuple[str, int]
