"""A district's own Word templates: the fields they may hold, their check and their filling."""
