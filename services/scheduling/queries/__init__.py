"""What scheduling shows, already limited to what the asker may see."""
