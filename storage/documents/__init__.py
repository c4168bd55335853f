"""What the documents for districts and boards are made of, as of a day."""
