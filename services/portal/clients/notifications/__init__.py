"""What the pages ask of notifications: the sample mailbox, where mails stand."""
