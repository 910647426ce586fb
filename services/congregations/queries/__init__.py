"""What can be looked up, already limited to what the asker may see."""
