"""The plan to create support, and how it was measured."""
