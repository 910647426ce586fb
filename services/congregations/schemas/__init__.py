"""The JSON shapes of congregations, in and out."""
