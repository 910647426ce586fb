"""The area to which all pages of the operator belong."""

from flask import Blueprint
from werkzeug.wrappers import Response

pages = Blueprint("operator", __name__)
Page = str | Response | tuple[str, int]
