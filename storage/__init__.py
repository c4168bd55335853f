"""Where it is kept: tables, queries, migrations. Query functions take the session first, never commit."""
