"""What people read in a coaching conversation."""
