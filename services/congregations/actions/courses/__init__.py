"""What is done with courses: by their host, and by congregations that take part."""
