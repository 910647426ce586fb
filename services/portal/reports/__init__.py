"""Printed documents: A4 as a page for the browser's printer and as a tagged PDF, with plots."""

from services.portal.reports.printing import install, printed

__all__ = ["install", "printed"]
