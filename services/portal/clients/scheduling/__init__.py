"""What the pages ask of scheduling: sessions, runs, and one's own calendar."""
