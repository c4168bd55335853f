"""What the documents for districts and boards say, as plain values: no words and no format."""
