"""Rounds of questions, and commitments: what people do with them."""
