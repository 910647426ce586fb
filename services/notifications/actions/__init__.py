"""What notifications writes: what others told, who is told what, and how far each mail is."""
