"""Course runs with their lessons, enrolments and facilitators."""
