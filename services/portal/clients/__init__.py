"""What the pages ask of the services, one module per service."""
