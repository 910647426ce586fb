"""Agencies, their offerings, people groups, and the matches of congregations with them."""
