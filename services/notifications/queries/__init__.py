"""What notifications reads: who belongs where, where deliveries stand, the built-in mailbox."""
