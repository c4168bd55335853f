"""Action items: assigning, notices, moves, reminders, support and sheets."""
