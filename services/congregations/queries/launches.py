"""How a launch is prepared, and who would join in what: what people look up."""
