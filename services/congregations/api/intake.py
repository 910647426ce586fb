"""Enquiries, first conversations and proposals, over HTTP."""

from shared.web.app import blueprint

blp = blueprint("intake", "Enquiries, first conversations and proposals")
