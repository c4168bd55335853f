"""Action items: which are open, how each changed, who is reminded, and what support was requested."""
