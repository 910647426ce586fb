"""Evaluations after six and twelve months, and the stamp of the APK: what comes in and goes out."""
