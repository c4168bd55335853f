"""A document in each format: none of them computes anything."""
