"""What every dialog in a thread shares: its room, its voices, and the way into the plan."""
