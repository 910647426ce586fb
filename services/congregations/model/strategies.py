"""Strategies by version, with gaps, goals and actions."""
