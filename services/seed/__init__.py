"""Seeded generators of invented networks, for trying the product and for its tests."""
