"""What people do with identity; each function works in the caller's transaction."""

from services.identity.actions.setup import setup_link

__all__ = ["setup_link"]
