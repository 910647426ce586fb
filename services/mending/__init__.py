"""What the operator does when the broker lost something: look, mend, send again."""
