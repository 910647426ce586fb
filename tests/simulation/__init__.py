"""Events and mail under a seeded scheduler: production code, a world that fails on purpose."""
