"""An enquiry, first conversations and the proposal of a journey: what people do with them."""
