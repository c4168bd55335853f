"""Full-text search: which words a plan's items, minutes, decisions and causes have."""
