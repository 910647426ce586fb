"""Rounds of questions, and commitments: what people look up."""
