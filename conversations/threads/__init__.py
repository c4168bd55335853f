"""What every dialog in a thread shares: its state, moves, effects and replies, and how it hears them."""
