"""The agency's pages: its offerings, the requests to answer, its keys."""

from flask import Blueprint

pages = Blueprint("agency", __name__)
