"""What a district or school has under way: its list, its overlap, its ratings and what is decided about it."""
