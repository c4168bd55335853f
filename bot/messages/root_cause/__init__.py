"""What people read in a root cause dialog."""
