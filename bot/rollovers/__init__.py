"""How a plan goes on in the next school year."""
