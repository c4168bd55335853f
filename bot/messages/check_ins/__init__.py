"""What people read in a check-in, and about its rounds."""
