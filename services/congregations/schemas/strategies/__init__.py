"""The shapes of strategies: what comes in, and what goes out."""
