"""Strategies by version, with gaps, goals and actions: what people look up."""
