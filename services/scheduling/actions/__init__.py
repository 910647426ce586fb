"""What people and events do in scheduling: one function per act."""
