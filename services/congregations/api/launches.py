"""Preparing a launch, over HTTP."""

from shared.web.app import blueprint

blp = blueprint("launches", "Preparing a launch")
