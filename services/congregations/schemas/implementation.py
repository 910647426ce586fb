"""Check-ins, roles and the home team: what comes in and goes out."""
