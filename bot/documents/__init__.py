"""Documents for districts and boards: what they are filled with, and their files."""
