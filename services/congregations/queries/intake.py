"""An enquiry, first conversations and the proposal of a journey: what people look up."""
