"""What a board and other groups look at."""
