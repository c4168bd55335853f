"""Plans and their parts, and what a file changes in them."""
