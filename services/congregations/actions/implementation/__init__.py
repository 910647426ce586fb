"""Check-ins, roles and the home team: what people do."""
