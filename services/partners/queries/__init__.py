"""Reads of partners, each already limited to what the asker may see."""
