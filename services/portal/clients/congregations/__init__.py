"""What the pages ask of congregations, one module per kind of visitor."""
