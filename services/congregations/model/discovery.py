"""Rounds of questions, and commitments."""
