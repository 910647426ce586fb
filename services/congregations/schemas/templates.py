"""Templates of journeys that are added, by version: what comes in and goes out."""
