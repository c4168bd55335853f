"""The size of a turn in a large round."""

PORTION = 250
"""People in one turn. It takes a tenth of a second on SQLite, so answers are saved in between."""
