"""Reading identity's tables, already limited to what the asker may see."""
