"""An enquiry, first conversations and the proposal of a journey: what comes in and goes out."""
