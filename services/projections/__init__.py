"""`missionscoach projections`: compare and rebuild what services keep of each other's rows."""
