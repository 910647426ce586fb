"""Files that people bring: read, told about, and taken in one transaction or not at all."""
