"""A milestone's team: its page for the weekly meeting, its rocks, and the channel in which it answers together."""
