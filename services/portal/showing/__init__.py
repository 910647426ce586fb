"""Turning what services answer into what the parts of a page show."""
