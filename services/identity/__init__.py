"""People, organisations, membership, invitations, sign-in and keys."""
