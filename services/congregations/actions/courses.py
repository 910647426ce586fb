"""Course runs with their lessons, enrolments and facilitators: what people do with them."""
