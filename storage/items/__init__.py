"""Action items: what is open, how each changed, who is reminded, what support was asked for."""
