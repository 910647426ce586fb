"""Course runs with their lessons, enrolments and facilitators: what comes in and goes out."""
