"""Every dated thing: sessions, the claims they lay on people, and what falls due."""
