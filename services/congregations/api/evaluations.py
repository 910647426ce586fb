"""Evaluations and the APK, over HTTP."""

from shared.web.app import blueprint

blp = blueprint("evaluations", "Evaluations and the APK")
