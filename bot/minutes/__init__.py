"""The monthly minutes."""
