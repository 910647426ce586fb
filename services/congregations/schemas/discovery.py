"""Rounds of questions, and commitments: what comes in and goes out."""
