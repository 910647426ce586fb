"""The shapes of courses: what is asked of them, and what each congregation sees of them."""
