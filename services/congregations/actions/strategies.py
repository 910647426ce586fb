"""Strategies by version, with gaps, goals and actions: what people do with them."""
