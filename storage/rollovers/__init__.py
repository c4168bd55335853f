"""How plans go on in the next school year: what was decided, what it is decided about, and the plan made of it."""
