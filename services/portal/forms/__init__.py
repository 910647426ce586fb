"""What people fill in, and how a service's refusal comes back beside the field."""
