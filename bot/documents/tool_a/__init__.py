"""Tool A's documents: the plan as a whole, and its Implementation Data by quarter and semester."""
