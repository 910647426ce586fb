"""The services of Missionscoach; each owns its data and speaks through events and HTTP."""
