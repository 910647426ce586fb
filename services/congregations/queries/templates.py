"""Templates of journeys that are added, by version: what people look up."""
