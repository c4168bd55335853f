"""Archives for people: a workspace exported and removed, and a plan's records."""
