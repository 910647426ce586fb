"""The plan to create support, and how it was measured: what comes in and goes out."""
