"""What somebody does with agencies, offerings and matches; one function per act."""
