"""What scheduling takes in and gives out over HTTP."""
