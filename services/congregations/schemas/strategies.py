"""Strategies by version, with gaps, goals and actions: what comes in and goes out."""
