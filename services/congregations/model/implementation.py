"""Check-ins, roles and the home team."""
