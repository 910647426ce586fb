"""Templates of journeys that are added, by version."""
