"""The database: tables, queries and migrations. Query functions take the session first and never commit."""
