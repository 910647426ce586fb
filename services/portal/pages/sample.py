"""Pages of sample installations: be anybody, read the mails that would have left."""

from flask import Blueprint

pages = Blueprint("sample", __name__)
