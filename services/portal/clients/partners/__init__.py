"""What the pages ask of partners, one module per kind of visitor."""
