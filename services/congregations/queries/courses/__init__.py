"""Courses as their host, those who take part and others find them."""
