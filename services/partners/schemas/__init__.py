"""What partners reads and answers over HTTP."""
