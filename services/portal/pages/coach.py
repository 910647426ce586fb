"""The coach's pages: his congregations, their journeys, the ranking, proposals and sessions."""

from flask import Blueprint

pages = Blueprint("coach", __name__)
