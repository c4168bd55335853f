"""How much of a large round one turn takes on."""

PORTION = 250
"""People. That is a tenth of a second on SQLite, and the answers of others get in between."""
