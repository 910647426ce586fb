"""Templates of journeys that are added, by version: what people do with them."""
