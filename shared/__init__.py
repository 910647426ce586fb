"""What every service of Missionscoach stands on: settings, storage, events, the web edge."""
