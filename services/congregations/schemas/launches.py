"""How a launch is prepared, and who would join in what: what comes in and goes out."""
