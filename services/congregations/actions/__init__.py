"""What coaches, leaders and operators do with congregations, one function per act."""
