"""The pages of leaders and working groups: our journey, what to answer, our dates."""

from flask import Blueprint

pages = Blueprint("leader", __name__)
