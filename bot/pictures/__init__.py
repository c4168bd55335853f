"""Pictures, each beside the words that say the same."""
