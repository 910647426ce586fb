"""Congregation profiles and their journeys: tracks, decisions, contacts, launch."""
