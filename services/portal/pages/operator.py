"""The operator's pages: organisations, what waits, mail, people groups."""

from flask import Blueprint

pages = Blueprint("operator", __name__)
