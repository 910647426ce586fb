"""What a workshop brought, and the report that is made of it."""
